"""Frozen dataclasses and named tuples as JSON and back, exactly and strictly.

``decode(type(value), encode(value)) == value`` holds for every value of the model.  The encoding
of a record, a dataclass or a named tuple, is derived from the types of its fields:

====================  ===========================================================================
a record              an object, fields in their order; those with their default value left out
``tuple``             an array; a locator is an array of pairs, ``[["pasal","5"],["huruf","n"]]``
``frozenset``         an array in ascending order
``date``              ``"2021-08-31"``
``str int bool None`` the JSON value
====================  ===========================================================================

A value has exactly one encoding, so equal values give equal bytes.  Decoding takes untrusted
input: an unknown, missing or repeated key, a wrong type, a number too long, or an order that
encoding would not give raises :class:`~regsearch.errors.EncodingError`.  Nothing is executed.

A field with a default may be added; to rename or remove one, raise :data:`VERSION`.
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
"""Version of the encoding; an index records the one that its documents have."""

LINE_LIMIT = 64 * 1024 * 1024
"""Longest line that is decoded, in bytes; the longest Indonesian law takes a twentieth of it."""

T = TypeVar("T")

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

# Names in annotations that their own modules import for type checking only.
_NAMES = {**vars(locator), **vars(regulation), "date": date}


class _Codec(NamedTuple):
    """How the values of one type are encoded and decoded."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


class _MismatchError(Exception):
    """A value does not fit its type; *path* leads to it, the innermost key first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str] = []


def encode(value: object) -> dict[str, Any]:
    """Return the record *value* as plain JSON values.

    Raises:
        TypeError: it is no record, or a field has a type that cannot be encoded.

    >>> from regsearch.regulation import Unit
    >>> encode(Unit((("pasal", "1"),), "Cukup jelas.", page=3))
    {'locator': [['pasal', '1']], 'text': 'Cukup jelas.', 'page': 3}

    """
    encoded: dict[str, Any] = _codec(type(value)).encode(value)
    return encoded


def decode(kind: type[T], value: object) -> T:
    """Return the value of the record *kind* of which *value* is the encoding.

    Raises:
        EncodingError: *value* is no such encoding; the message names the field.

    >>> from regsearch.regulation import Unit
    >>> decode(Unit, {"locator": [["pasal", "1"]], "text": "Cukup jelas."}).address
    'pasal-1'

    """
    try:
        decoded: T = _codec(kind).decode(value)
    except _MismatchError as error:
        path = ".".join(reversed(error.path)) or "(seluruhnya)"
        raise EncodingError(
            f"{kind.__name__}: {path}: {error}. Datanya rusak atau dari versi lain."
        ) from None
    return decoded


def to_line(value: object) -> bytes:
    """Return :func:`encode` of *value* as one line of UTF-8, line feed included."""
    text = _JSON.encode(encode(value))
    # A damaged PDF can give half a surrogate pair; UTF-8 cannot encode it, a JSON escape can.
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(kind: type[T], line: bytes) -> T:
    """Return the value of the record *kind* that :func:`to_line` encoded as *line*.

    Raises:
        EncodingError: *line* is no such encoding, or longer than :data:`LINE_LIMIT`.

    """
    if len(line) > LINE_LIMIT:
        raise EncodingError(f"Baris lebih panjang dari {LINE_LIMIT} byte. Periksa asal berkasnya.")
    try:
        value = json.loads(line, object_pairs_hook=_unique_keys, parse_constant=_refuse_constant)
    except (ValueError, RecursionError, _MismatchError) as error:
        raise EncodingError(
            f"{kind.__name__}: bukan JSON yang sah ({error}). Datanya rusak."
        ) from None
    return decode(kind, value)


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _MismatchError("kunci ganda")
    return table


def _refuse_constant(name: str) -> NoReturn:
    raise _MismatchError(f"{name} bukan nilai JSON")


def _codec(kind: Any) -> _Codec:
    """Return the codec of a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind) or hasattr(kind, "_field_defaults"):
        return _of_record(kind)
    if origin in (Union, UnionType) and len(inner) == 2 and NoneType in inner:
        return _optional(_codec(inner[0] if inner[1] is NoneType else inner[1]))
    if origin is Literal:
        return _Codec(_same, _one_of(inner))
    if origin is tuple and inner[1:] == (...,):
        return _array(_codec(inner[0]))
    if origin is tuple:
        return _fixed([_codec(part) for part in inner])
    if origin is frozenset:
        return _set(_codec(inner[0]))
    if kind is date:
        return _Codec(date.isoformat, _decode_date)
    if kind in (str, int, bool):
        return _Codec(_same, _exactly(kind))
    raise TypeError(f"{kind!r} cannot be encoded")


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    def decode(value: Any) -> Any:
        # Not isinstance: a bool is an int.
        if type(value) is not kind:
            raise _MismatchError(f"{kind.__name__} diharapkan, bukan {type(value).__name__}")
        return value

    return decode


def _one_of(choices: tuple[object, ...]) -> Callable[[Any], Any]:
    def decode(value: Any) -> Any:
        if type(value) is not str or value not in choices:
            raise _MismatchError(f"salah satu dari {', '.join(map(str, choices))} diharapkan")
        return value

    return decode


def _decode_date(value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _MismatchError("tanggal YYYY-MM-DD diharapkan") from None
    if day.isoformat() != value:
        raise _MismatchError("tanggal YYYY-MM-DD diharapkan")
    return day


def _optional(codec: _Codec) -> _Codec:
    return _Codec(
        lambda value: None if value is None else codec.encode(value),
        lambda value: None if value is None else codec.decode(value),
    )


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise _MismatchError("larik diharapkan")
    return value


def _array(codec: _Codec) -> _Codec:
    def encode(value: Any) -> list[Any]:
        return [codec.encode(item) for item in value]

    def decode(value: Any) -> tuple[Any, ...]:
        items, decoded = _list(value), []
        try:
            for item in items:
                decoded.append(codec.decode(item))
        except _MismatchError as error:
            error.path.append(str(len(decoded)))
            raise
        return tuple(decoded)

    return _Codec(encode, decode)


def _fixed(codecs: list[_Codec]) -> _Codec:
    def encode(value: Any) -> list[Any]:
        return [codec.encode(item) for codec, item in zip(codecs, value, strict=True)]

    def decode(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(codecs):
            raise _MismatchError(f"{len(codecs)} nilai diharapkan, bukan {len(value)}")
        return tuple([codec.decode(item) for codec, item in zip(codecs, value, strict=True)])

    return _Codec(encode, decode)


def _set(codec: _Codec) -> _Codec:
    array = _array(codec)

    def decode(value: Any) -> frozenset[Any]:
        items = array.decode(value)
        if any(first >= second for first, second in pairwise(items)):
            raise _MismatchError("larik menaik tanpa ulangan diharapkan")
        return frozenset(items)

    return _Codec(lambda value: array.encode(sorted(value)), decode)


@cache
def _of_record(kind: Any) -> _Codec:
    defaults = (
        {field.name: field.default for field in fields(kind)}
        if is_dataclass(kind)
        else dict.fromkeys(kind._fields, MISSING) | kind._field_defaults
    )
    hints = hints_of(kind, localns=_NAMES)
    codecs = {name: _codec(hints[name]) for name in defaults}
    encoders = [(name, default, codecs[name].encode) for name, default in defaults.items()]
    known = codecs.keys()
    required = frozenset(name for name, default in defaults.items() if default is MISSING)

    def encode(value: Any) -> dict[str, Any]:
        return {
            name: encode_field(content)
            for name, default, encode_field in encoders
            if (content := getattr(value, name)) != default
        }

    def decode(value: Any) -> Any:
        if type(value) is not dict:
            raise _MismatchError("objek diharapkan")
        if unknown := value.keys() - known:
            raise _MismatchError(f"kunci {min(unknown)!r} tidak dikenal")
        if missing := required - value.keys():
            raise _MismatchError(f"kunci {min(missing)!r} tidak ada")
        contents = {}
        for name, content in value.items():
            try:
                contents[name] = codecs[name].decode(content)
            except _MismatchError as error:
                error.path.append(name)
                raise
        return kind(**contents)

    return _Codec(encode, decode)
