"""Resources: whole provisions, documents, and the list of documents, each at its own URI.

``regsearch://korpus``
    the list of documents, as JSON;
``regsearch://pasal/PP%2094%2F2021%20Pasal%205?per=2024-01-30``
    a provision by citation, as Markdown;
``regsearch://dokumen/pp-94-2021/pasal-5/huruf-n``
    a provision by document id and address; without an address the document and what is in it.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, unquote, urlsplit

import regsearch
from regsearch.errors import NotFoundError, UsageError
from regsearch.mcp_server import arguments, results

SCHEME = "regsearch"
CORPUS = f"{SCHEME}://korpus"
BY_CITATION = f"{SCHEME}://pasal/{{sitasi}}{{?per}}"
BY_ADDRESS = f"{SCHEME}://dokumen/{{dokumen}}/{{+alamat}}"
DOCUMENT = f"{SCHEME}://dokumen/{{dokumen}}"

MAX_URI = 4_000
MAX_LISTED = 1_000
"""Provisions of a document that are listed at the most."""
_EXAMPLES = "regsearch://korpus, regsearch://pasal/PP%2094%2F2021%20Pasal%205"


def read(uri: str, index: str | None) -> tuple[str, str]:
    """Return the text of the resource at *uri* and its media type.

    Raises:
        RegsearchError: there is no such resource; NotFoundError where the law has no such place.

    """
    if len(uri) > MAX_URI:
        raise UsageError(f"Alamat ini {len(uri)} karakter, batasnya {MAX_URI}.")
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise _unknown(uri) from None
    rest = [unquote(part) for part in parts.path.split("/")[1:]]
    day = parse_qs(parts.query).get("per", [None])[0]
    arguments.check({"per": day} if day else {}, arguments.schema({"per": arguments.day("Hari")}))
    if parts.scheme != SCHEME:
        raise _unknown(uri)
    if parts.netloc == "korpus" and not any(rest):
        value, _ = results.document_list(index, day)
        return json.dumps(value, ensure_ascii=False), "application/json"
    if parts.netloc == "pasal" and any(rest):
        # A client may leave the slash of "PP 94/2021" as it is.
        return results.provision("/".join(rest), day, index)[1], "text/markdown"
    if parts.netloc == "dokumen" and any(rest):
        document, *address = filter(None, rest)
        return _document(document, address, day, index), "text/markdown"
    raise _unknown(uri)


def _unknown(uri: str) -> NotFoundError:
    return NotFoundError(f"Tidak ada sumber {uri[:100]!r}. Contoh: {_EXAMPLES}")


def _document(document: str, address: list[str], day: str | None, index: str | None) -> str:
    """Return the provision at *address*, or the document and a list of what is in it."""
    citation = " ".join([document, *(part.replace("-", " ", 1) for part in address)])
    _, text = results.provision(citation, day, index)
    if address:
        return text
    with regsearch.open(index) as library:
        (whole, *_) = library.lookup(document, as_of=day).answers
        inside = [passage for passage in library.within(whole) if passage.locator]
    listed = [f"- {passage.citation}" for passage in inside[:MAX_LISTED]]
    if left := inside[MAX_LISTED:]:
        listed.append(f"- dan {len(left)} lagi")
    return "\n".join([text, "", "## Isi", "", *listed])
