"""What may be asked of a library: each wrong value is refused with the values that are allowed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, get_args

from regsearch.citation.instruments import kind_labels
from regsearch.errors import UsageError
from regsearch.model.passage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regsearch.law.catalog.names import Catalog

MAX_QUESTION = 20_000
"""Characters of a question: five pages, whose words take a second or two to look up."""
LIMIT = 10
"""Answers where nobody says how many."""
MAX_LIMIT = 1_000
"""Answers at the most; a question has 200 candidates."""


def check_question(text: str, what: str) -> None:
    """Refuse a *text* that is no text or too long; *what* it is, in Indonesian.

    Raises:
        UsageError: it is refused.

    """
    if not isinstance(text, str):
        raise UsageError(f"{what} harus berupa teks, bukan {type(text).__name__}.")
    if len(text) > MAX_QUESTION:
        raise UsageError(
            f"{what.capitalize()} ini {len(text)} karakter, batasnya {MAX_QUESTION}. Pendekkan: "
            "cukup ceritakan perbuatannya."
        )


class AskOptions(TypedDict, total=False):
    """The options of a question; see :meth:`regsearch.Library.ask`.

    >>> options: AskOptions = {"as_of": "2024-01-30", "limit": 3}
    >>> len(library.search("like postingan calon bupati", **options))
    3

    """

    as_of: date | str | None
    """The day whose law is asked for; None is the day that the question speaks of, or today."""
    limit: int
    """Number of answers at the most."""
    subject: str | None
    """Whom it is about (``pns``, ``pppk`` ...), where the words do not say."""
    stage: Stage | None
    """Before or after the candidate's official determination, where the words do not say."""
    kinds: Sequence[str]
    """Kinds of instrument to search in; empty for all."""


def check_options(options: AskOptions, catalog: Catalog) -> None:
    """Refuse what :meth:`regsearch.Library.ask` cannot be asked with.

    Raises:
        TypeError: there is no option of that name.
        UsageError: a value is not allowed.

    """
    if unknown := options.keys() - AskOptions.__annotations__.keys():
        raise TypeError(f"no such option: {min(unknown)}; {', '.join(AskOptions.__annotations__)}")
    limit = options.get("limit", LIMIT)
    if type(limit) is not int or not 1 <= limit <= MAX_LIMIT:
        raise UsageError(f"limit={limit!r}: harus bilangan bulat dari 1 sampai {MAX_LIMIT}.")
    if (subject := options.get("subject")) is not None:
        from regsearch.query.lexicon import question_words

        _one_of("subject", subject, question_words().called)
    if (stage := options.get("stage")) is not None:
        _one_of("stage", stage, get_args(Stage))
    kinds = options.get("kinds", ())
    if isinstance(kinds, str):
        raise UsageError(f"kinds={kinds!r}: harus daftar, misalnya [{kinds!r}].")
    known = {*kind_labels(), *(instrument.kind for instrument in catalog.values())}
    for kind in kinds:
        _one_of("kinds", kind, sorted(known))


def _one_of(name: str, value: object, allowed: Iterable[str]) -> None:
    allowed = tuple(allowed)
    if value not in allowed:
        raise UsageError(f"{name}={value!r} tidak dikenal. Pilihan: {', '.join(allowed)}.")


def day_of(given: date | str | None) -> date | None:
    """Return the day *given*, a date or ``YYYY-MM-DD``.

    Raises:
        UsageError: it is neither.

    """
    if given is None:
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (ValueError, TypeError):
        raise UsageError(
            f"as_of={given!r} bukan tanggal. Contoh: 2024-01-30, atau datetime.date(2024, 1, 30)."
        ) from None
