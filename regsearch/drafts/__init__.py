"""Drafts: decisions, letters and opinions whose citations are checked before they are signed.

The way of a draft: ``read/draft.py`` gives its paragraphs, ``blocks.py`` what is read together,
``find/`` the citations with what each elliptic one stands for, ``checks/`` what the law says;
``judge.py`` puts together what is said of each, and ``check.py`` is the way as a whole.
"""
