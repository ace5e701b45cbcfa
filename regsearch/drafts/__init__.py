"""Drafts: decisions, letters and opinions whose citations are checked before they are signed.

The way of a draft: ``read/draft.py`` gives its paragraphs, ``find.py`` the citations in them with
what each elliptic one stands for, ``checks`` what the law says, and ``check.py`` puts it together.
"""
