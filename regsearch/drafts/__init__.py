"""Drafts: decisions, letters and opinions whose citations are checked before they are signed.

``read/draft.py`` gives the paragraphs of a draft, ``blocks.py`` joins those that are read together,
``find/`` gives the citations with what each elliptic one stands for, ``checks/`` compares each with
the law, ``judge.py`` collects the results for a citation, and ``check.py`` runs all of these.
"""
