"""The quick dataclasses are what ``dataclasses`` would make."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import field, fields, is_dataclass, replace

import pytest

from regsearch.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Made quickly."""

    name: str
    size: int = 1
    remark: str | None = field(default=None, repr=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Usual:
    """The same, made by the standard library."""

    name: str
    size: int = 1
    remark: str | None = field(default=None, repr=False, compare=False)


def test_it_is_a_dataclass() -> None:
    assert is_dataclass(Place)
    assert [f.name for f in fields(Place)] == ["name", "size", "remark"]
    assert replace(Place("a"), size=2) == Place("a", 2)
    assert not hasattr(Place("a"), "__dict__")
    assert Place.__match_args__ == Usual.__match_args__
    assert repr(Place("a", remark="b")) == repr(Usual("a", remark="b")).replace("Usual", "Place")


def test_equal_values_are_one_key() -> None:
    assert Place("a") == Place("a", remark="left out of the comparison")
    assert Place("a") != Place("b")
    assert Place("a") != Usual("a")
    assert len({Place("a"), Place("a", 1), Place("a", 2)}) == 2


def test_it_never_changes() -> None:
    place = Place("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.size = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del place.size  # type: ignore[misc]
    assert place.size == 1


def test_it_travels_between_processes() -> None:
    sent: Place = pickle.loads(pickle.dumps(Place("a", 3, "b")))
    assert (sent, sent.remark) == (Place("a", 3), "b")


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Place("a", place=1)  # type: ignore[call-arg]


def test_what_could_change_is_refused() -> None:
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False, slots=True)
    with pytest.raises(TypeError, match="factory"):

        @dataclass(frozen=True, slots=True)
        class Growing:
            held: list[int] = field(default_factory=list)
