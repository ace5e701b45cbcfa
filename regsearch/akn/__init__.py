"""A Regulation as Akoma Ntoso 3.0 (OASIS LegalDocML) and back.

``write`` and ``read`` are inverse.  ``vocabulary`` has the names, URIs and eIds, which
``docs/glossary.md`` lists; ``tree`` nests the units; ``meta`` writes the metadata.
"""

from __future__ import annotations

from regsearch.akn.portion import reply_to_akn
from regsearch.akn.read import from_akn
from regsearch.akn.write import portion_to_akn, to_akn

__all__ = ["from_akn", "portion_to_akn", "reply_to_akn", "to_akn"]
