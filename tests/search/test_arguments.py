"""Wrong arguments and a closed library are typed errors that name what is allowed."""

from __future__ import annotations

import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

import regsearch
from regsearch.errors import ClosedError, RegsearchError, UsageError
from regsearch.search.arguments import MAX_QUESTION

if TYPE_CHECKING:
    from regsearch.search.library import Library


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"subject": "dokter"}, "pns, cpns, pppk, non-asn"),
        ({"subject": "PNS"}, "pns"),
        ({"subject": ""}, "pns"),
        ({"stage": "nanti"}, "sebelum, sesudah"),
        ({"kinds": ["undang"]}, "uu"),
        ({"kinds": "uu"}, "['uu']"),
        ({"limit": 0}, "1 sampai"),
        ({"limit": -1}, "1 sampai"),
        ({"limit": 10**9}, "1 sampai"),
        ({"limit": True}, "1 sampai"),
        ({"limit": "3"}, "1 sampai"),
        ({"as_of": "kemarin"}, "2024-01-30"),
        ({"as_of": "2024-13-01"}, "2024-01-30"),
        ({"as_of": ""}, "2024-01-30"),
        ({"as_of": 2024}, "2024-01-30"),
    ],
    ids=str,
)
def test_wrong_value_is_refused_with_those_allowed(
    library: Library, given: dict[str, Any], named: str
) -> None:
    for ask in (library.ask, library.search, library.explain):
        with pytest.raises(UsageError) as caught:
            ask("netralitas", **given)
        assert isinstance(caught.value, ValueError)
        assert named in str(caught.value)


def test_unknown_option_is_a_type_error_that_names_those_known(library: Library) -> None:
    with pytest.raises(TypeError, match="limits; as_of, limit, subject, stage, kinds"):
        library.ask("netralitas", limits=3)  # type: ignore[call-arg]


def test_help_of_ask_explains_every_option() -> None:
    shown = inspect.getdoc(regsearch.Library.ask) or ""
    for name in regsearch.AskOptions.__annotations__:
        assert f"- {name}: " in shown


def test_day_may_be_date_datetime_or_text(library: Library) -> None:
    days = ("2024-01-30", date(2024, 1, 30), datetime(2024, 1, 30, 12))
    asked = [library.ask("netralitas", as_of=day, limit=1).query.as_of for day in days]
    assert asked == [date(2024, 1, 30)] * 3


def test_long_question_is_refused_and_a_long_story_is_not(library: Library) -> None:
    with pytest.raises(UsageError, match=str(MAX_QUESTION)):
        library.ask("x" * (MAX_QUESTION + 1))
    with pytest.raises(UsageError, match=str(MAX_QUESTION)):
        library.lookup("pasal " * MAX_QUESTION)
    with pytest.raises(UsageError, match="teks"):
        library.ask(None)  # type: ignore[arg-type]
    story = "PNS itu memposting foto bersama calon bupati. " * (MAX_QUESTION // 46)
    assert library.ask(story, as_of="2024-01-30", limit=1).outcome == "found"


def test_closed_library_says_so() -> None:
    library = regsearch.open()
    answer = library["PP 94/2021 Pasal 5"]
    library.ask("netralitas", limit=1)
    library.close()
    library.close()
    for use in (
        lambda: library.ask("netralitas"),
        lambda: library.explain("netralitas"),
        lambda: library.lookup("PP 94/2021 Pasal 5"),
        lambda: library["PP 94/2021 Pasal 5"],
        lambda: library.within(answer),
        lambda: library.catalog,
    ):
        with pytest.raises(ClosedError, match="ditutup"):
            use()


def test_library_closed_by_another_thread_answers_or_says_so() -> None:
    """No answer is wrong, and no error blames the index."""
    with regsearch.open() as another:
        right = another.ask("PNS maju caleg", as_of="2024-01-30")
    for pause in (0.0, 0.01, 0.03, 0.1):
        library = regsearch.open()

        def ask(library: Library = library) -> object:
            try:
                return library.ask("PNS maju caleg", as_of="2024-01-30")
            except RegsearchError as error:
                return type(error)

        with ThreadPoolExecutor(8) as threads:
            given = [threads.submit(ask) for _ in range(24)]
            time.sleep(pause)
            library.close()
        assert {g.result() for g in given if g.result() != right} <= {ClosedError}
