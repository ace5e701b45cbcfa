"""A Regulation as Akoma Ntoso 3.0 (OASIS LegalDocML) and back.

``names`` chooses URIs and eIds, ``tree`` nests the units, ``meta`` says what Akoma Ntoso has no
words for, ``write`` and ``back`` are inverse.  ``docs/glossary.md`` lists the names.
"""

from __future__ import annotations

from regsearch.akn.portion import reply_to_akn
from regsearch.akn.read import from_akn
from regsearch.akn.write import portion_to_akn, to_akn

__all__ = ["from_akn", "portion_to_akn", "reply_to_akn", "to_akn"]
