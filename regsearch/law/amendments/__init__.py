"""Consolidate a law with its amendments: its text on a day, and what about it is uncertain.

``orders`` parses what each point of an amending law orders, ``working_text`` holds the articles
while they change, ``apply`` carries out the orders of one law, ``consolidate`` those of all laws.
``search/consolidated.py`` uses it for ``riwayat``.
"""
