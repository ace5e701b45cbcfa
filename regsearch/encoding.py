"""The frozen values as JSON and back: exact, strict, and the same for every engine.

``decode(type(value), encode(value)) == value`` for every value of the model, whatever is in it.
The form follows from the types of the dataclasses, so that a new field needs no second place:

====================  ===========================================================================
a dataclass           an object in the order of its fields; one that has its default is left out
``tuple``             an array; a locator is an array of pairs, ``[["pasal","5"],["huruf","n"]]``
``frozenset``         an array, ascending
``date``              ``"2021-08-31"``
``str int bool None`` themselves
====================  ===========================================================================

A value has one form only, so equal values are equal bytes.  Reading trusts nothing: a key that is
unknown, missing or there twice, a wrong type, a number too long, an order that writing would not
give, each is a :class:`~regsearch.errors.EncodingError`.  Nothing is executed, as a pickle would.

A field with a default may be added; whoever renames or removes one raises :data:`VERSION`.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    NamedTuple,
    NoReturn,
    TypeVar,
    Union,
    get_args,
    get_origin,
)
from typing import get_type_hints as hints_of

from regsearch import regulation
from regsearch.errors import EncodingError
from regsearch.model import locator

if TYPE_CHECKING:
    from collections.abc import Callable

VERSION = 1
"""Of the form as a whole; an index records which one its documents are in."""

LINE_LIMIT = 64 * 1024 * 1024
"""Longest line that is read, in bytes; the longest Indonesian law is a twentieth of it."""

T = TypeVar("T")

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# Where modules import them for type checking only.
_NAMES = {**vars(locator), **vars(regulation), "date": date}


class _Form(NamedTuple):
    """How one type is written and read."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


class _UnfitError(Exception):
    """A value that does not fit; every level adds its own step to *path* as it passes."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str] = []


def encode(value: object) -> dict[str, Any]:
    """Return a dataclass of the model as plain JSON values.

    Raises:
        TypeError: it is no dataclass, or has a field of a type that has no form.

    """
    form: dict[str, Any] = _form_of(type(value)).write(value)
    return form


def decode(kind: type[T], value: object) -> T:
    """Return the dataclass *kind* that :func:`encode` wrote as *value*.

    Raises:
        EncodingError: it is none; the message names the place.

    """
    try:
        decoded: T = _form_of(kind).read(value)
    except _UnfitError as error:
        place = ".".join(reversed(error.path)) or "(seluruhnya)"
        raise EncodingError(
            f"{kind.__name__}: {place}: {error}. Datanya rusak atau dari versi lain."
        ) from None
    return decoded


def to_line(value: object) -> bytes:
    """Return :func:`encode` of *value* as one line of UTF-8 with its line feed."""
    text = _JSON.encode(encode(value))
    # A torn PDF can give half a surrogate pair, which UTF-8 lacks: its JSON escape stands instead.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(kind: type[T], line: bytes) -> T:
    """Return the *kind* that :func:`to_line` wrote as *line*.

    Raises:
        EncodingError: it is none, or longer than :data:`LINE_LIMIT`.

    """
    if len(line) > LINE_LIMIT:
        raise EncodingError(f"Baris lebih panjang dari {LINE_LIMIT} byte. Periksa asal berkasnya.")
    try:
        value = json.loads(line, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except (ValueError, RecursionError, _UnfitError) as error:
        raise EncodingError(
            f"{kind.__name__}: bukan JSON yang sah ({error}). Datanya rusak."
        ) from None
    return decode(kind, value)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _UnfitError("kunci ganda")
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise _UnfitError(f"{name} bukan nilai JSON")


def _form_of(kind: Any) -> _Form:
    return _form(kind)


@cache
def _form(kind: Any) -> _Form:
    """Return the form of a type, made once for each."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _of_dataclass(kind)
    if origin in (Union, UnionType) and len(inner) == 2 and NoneType in inner:
        return _optional(_form(inner[0] if inner[1] is NoneType else inner[1]))
    if origin is Literal:
        return _Form(_same, _one_of(inner))
    if origin is tuple and inner[1:] == (...,):
        array = _array(_form(inner[0]))
        return _quickly(array, _pairs, _steps) if get_args(inner[0]) == (str, str) else array
    if origin is tuple:
        return _row([_form(part) for part in inner])
    if origin is frozenset:
        return _set(_form(inner[0]))
    if kind is date:
        return _Form(date.isoformat, _day)
    if kind in (str, int, bool):
        return _Form(_same, _exactly(kind))
    raise TypeError(f"{kind!r} has no form")


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        # Not isinstance: a bool is an int.
        if type(value) is not kind:
            raise _UnfitError(f"{kind.__name__} diharapkan, bukan {type(value).__name__}")
        return value

    return read


def _one_of(choices: tuple[object, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not str or value not in choices:
            raise _UnfitError(f"salah satu dari {', '.join(map(str, choices))} diharapkan")
        return value

    return read


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _UnfitError("tanggal YYYY-MM-DD diharapkan") from None
    if day.isoformat() != value:
        raise _UnfitError("tanggal YYYY-MM-DD diharapkan")
    return day


def _optional(form: _Form) -> _Form:
    return _Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
    )


def _quickly(form: _Form, write: Callable[[Any], Any], attempt: Callable[[Any], Any]) -> _Form:
    """Return *form* reading by *attempt*, and by itself what that gives None for: it says why."""

    def read(value: Any) -> Any:
        found = attempt(value)
        return form.read(value) if found is None else found

    return _Form(write, read)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise _UnfitError("larik diharapkan")
    return value


def _array(form: _Form) -> _Form:
    def write(value: Any) -> list[Any]:
        return [form.write(item) for item in value]

    def read(value: Any) -> tuple[Any, ...]:
        items, done = _list(value), []
        try:
            for item in items:
                done.append(form.read(item))
        except _UnfitError as error:
            error.path.append(str(len(done)))
            raise
        return tuple(done)

    return _Form(write, read)


def _pairs(value: Any) -> list[list[str]]:
    """Return a locator as arrays."""
    return list(map(list, value))


def _steps(value: Any) -> tuple[Any, ...] | None:
    """Return the pairs of text that a locator is, or None if it is something else."""
    if type(value) is not list:
        return None
    for item in value:
        if type(item) is not list or list(map(type, item)) != _TWO_TEXTS:
            return None
    return tuple(map(tuple, value))


_TWO_TEXTS = [str, str]


def _row(forms: list[_Form]) -> _Form:
    def write(value: Any) -> list[Any]:
        return [form.write(item) for form, item in zip(forms, value, strict=True)]

    def read(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(forms):
            raise _UnfitError(f"{len(forms)} nilai diharapkan, bukan {len(value)}")
        return tuple([form.read(item) for form, item in zip(forms, value, strict=True)])

    return _Form(write, read)


def _set(form: _Form) -> _Form:
    array = _array(form)

    def read(value: Any) -> frozenset[Any]:
        items = array.read(value)
        if any(first >= second for first, second in pairwise(items)):
            raise _UnfitError("larik menaik tanpa ulangan diharapkan")
        return frozenset(items)

    return _Form(lambda value: array.write(sorted(value)), read)


def _of_dataclass(kind: Any) -> _Form:
    hints = hints_of(kind, localns=_NAMES)
    forms = {field.name: _form(hints[field.name]) for field in fields(kind)}
    # The writer is None where a value stands for itself: most do.
    writers = [
        (field.name, field.default, None if form.write is _same else form.write)
        for field, form in zip(fields(kind), forms.values(), strict=True)
    ]
    readers = {name: form.read for name, form in forms.items()}
    known = readers.keys()
    required = frozenset(field.name for field in fields(kind) if field.default is MISSING)

    def write(value: Any) -> dict[str, Any]:
        return {
            name: as_plain(own) if as_plain else own
            for name, default, as_plain in writers
            if (own := getattr(value, name)) != default
        }

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise _UnfitError("objek diharapkan")
        if not known >= value.keys() >= required:
            if strangers := value.keys() - known:
                raise _UnfitError(f"kunci {min(strangers)!r} tidak dikenal")
            raise _UnfitError(f"kunci {min(required - value.keys())!r} tidak ada")
        given = {}
        for name, own in value.items():
            try:
                given[name] = readers[name](own)
            except _UnfitError as error:
                error.path.append(name)
                raise
        return kind(**given)

    return _Form(write, read)
