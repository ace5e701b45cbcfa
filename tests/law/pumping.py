"""Every regular expression of the package, and texts on which a careless one takes quadratic time.

A pattern is *pumped*: a word that it wants is repeated until the text has thousands of
characters, and the end of the text is made such that the pattern finds nothing.  If a match may
begin at each of the repeated words and scans to the end from each, the time grows with the square.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import regsearch
from regsearch import data
from regsearch.law.patterns import Wording

METHODS = frozenset({"search", "match", "fullmatch", "findall", "finditer", "sub", "split"})
UNKNOWN = frozenset({"search", "fullmatch"})
"""How a pattern is applied where the source does not show it."""
END = "\n~"
"""What follows the repeated words: another line, with a sign that no pattern asks for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A regular expression of the package."""

    owner: str
    """The module or data file that has it."""
    pattern: re.Pattern[str]
    methods: frozenset[str]
    """How it is applied."""


def all_patterns() -> list[Found]:
    """Return the patterns of all modules and data files, each once for its owner."""
    found = [*_of_data()]
    for info in pkgutil.walk_packages(regsearch.__path__, "regsearch."):
        if not info.name.endswith("__main__"):
            found += _of_module(info.name)
    return list(dict.fromkeys(found))


def _of_data() -> Iterator[Found]:
    for file in sorted(Path(data.path("")).parent.glob("*.toml")):
        for text in _strings(data.table(file.stem)):
            if r"\b" in text:
                pattern = re.compile(text.replace("\\\n", ""))
                yield Found(file.name, pattern, frozenset({"search"}))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _of_module(name: str) -> Iterator[Found]:
    module = importlib.import_module(name)
    tree = ast.parse(inspect.getsource(module))
    calls = [
        node.func
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    for label, value in vars(module).items():
        if getattr(value, "__module__", name) != name and not isinstance(value, re.Pattern):
            continue
        if hasattr(value, "cache_info") and _gives_patterns(value):
            value = value()  # noqa: PLW2901 - compiled when first used
        used = {call.attr for call in calls if ast.unparse(call.value).split("(")[0] == label}
        for pattern in _patterns_in(value):
            yield Found(name, pattern, frozenset(used & METHODS) or UNKNOWN)
    yield from _written_in_calls(name, module, tree)


def _gives_patterns(function: Any) -> bool:
    signature = inspect.signature(function)
    gives = re.search("Pattern|Wording", str(signature.return_annotation))
    return gives is not None and not signature.parameters


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Wording):
        yield value._pattern
    elif depth < 4:
        inner: Iterable[object] = ()
        if isinstance(value, Mapping):
            inner = value.values()
        elif isinstance(value, (tuple, list, set, frozenset)):
            inner = value
        elif is_dataclass(value) and not isinstance(value, type):
            inner = [getattr(value, field.name) for field in fields(value)]
        for part in inner:
            yield from _patterns_in(part, depth + 1)


def _written_in_calls(name: str, module: object, tree: ast.AST) -> Iterator[Found]:
    """Yield patterns such as ``re.search(r"...", text)`` inside of functions."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        method, owner = node.func.attr, node.func.value
        if isinstance(owner, ast.Name) and owner.id == "re" and method in METHODS:
            expression = compile(ast.Expression(node.args[0]), name, "eval")
            try:
                text = eval(expression, vars(module))
            except NameError:  # it depends on local variables
                continue
            if isinstance(text, str):
                yield Found(name, re.compile(text), frozenset({method}))


# -- texts ------------------------------------------------------------------------------------


def pumps(pattern: re.Pattern[str]) -> list[str]:
    """Return words to repeat: examples of the parts of *pattern*, alone and with what precedes."""
    words: dict[str, None] = {}
    for sequence in _sequences(parser.parse(pattern.pattern, pattern.flags)):
        lead = ""
        for index, (code, given) in enumerate(sequence):
            part = _example(code, given)
            lead += part
            letters_follow = (
                sequence[index + 1 : index + 2] and sequence[index + 1][0] is op.LITERAL
            )
            if not (code is op.LITERAL and letters_follow):
                words |= dict.fromkeys((part, part + " ", lead, lead + " "))
    return [word for word in words if word]


def _sequences(parts: Any) -> Iterator[list[tuple[Any, Any]]]:
    sequence = list(parts)
    yield sequence
    for code, given in sequence:
        for inner in _inside(code, given):
            yield from _sequences(inner)


def _inside(code: Any, given: Any) -> list[Any]:
    if code is op.BRANCH:
        return list(given[1])
    if code is op.ATOMIC_GROUP:
        return [given]
    if code is op.SUBPATTERN:
        return [given[3]]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [given[2]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [given[1]]
    return []


def _example(code: Any, given: Any) -> str:
    """Return a text that one part of a pattern matches."""
    if code is op.LITERAL:
        return chr(given)
    if code in (op.ANY, op.NOT_LITERAL, op.CATEGORY):
        return _CATEGORIES.get(given, "x")
    if code is op.IN:
        return _member(given)
    if code in (op.ASSERT, op.ASSERT_NOT, op.AT, op.GROUPREF):
        return ""
    inner = _inside(code, given)
    text = "".join(_example(*part) for part in inner[0]) if inner else ""
    repeated = code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
    return text * max(given[0], 1) if repeated else text


_CATEGORIES = {
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_WORD: "-",
}


def _member(given: list[tuple[Any, Any]]) -> str:
    if given[0][0] is op.NEGATE:
        excluded = re.compile("[" + "".join(map(_written, given[1:])) + "]")
        return next((c for c in "x 1-(,.X" if not excluded.match(c)), "x")
    code, value = given[0]
    return chr(value[0]) if code is op.RANGE else _example(code, value)


def _written(part: tuple[Any, Any]) -> str:
    code, value = part
    if code is op.LITERAL:
        return re.escape(chr(value))
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {
        op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S",
        op.CATEGORY_DIGIT: r"\d",
        op.CATEGORY_NOT_DIGIT: r"\D",
        op.CATEGORY_WORD: r"\w",
        op.CATEGORY_NOT_WORD: r"\W",
    }
    return names[value]


# -- time -------------------------------------------------------------------------------------


def is_quadratic(pattern: re.Pattern[str], method: str, word: str) -> bool:
    """Return whether *pattern* takes longer per character the longer a text of that *word* is.

    Four times the length takes a linear pattern as long per character, a quadratic one four times
    as long.  A single quick or linear measurement settles it; otherwise the measurement is
    repeated, because noise makes a linear pattern look slow, never a quadratic one quick.
    """
    for length in (_SHORT // 4, _SHORT, _LONG):
        text = pumped(word, length)
        taken = seconds(pattern, method, text)
        if taken > _SLOW and seconds(pattern, method, text) > _SLOW:
            return True
    if taken < _QUICK:
        return False
    return all(_growth(pattern, method, word) > _GROWTH for _ in range(5))


_SHORT, _LONG = 1_500, 6_000
"""Lengths of texts, in characters."""
_QUICK, _SLOW = 0.000_4, 0.1
"""Seconds: nothing quadratic takes less for the long text, nothing linear takes more."""
_GROWTH = 2.2


def pumped(word: str, length: int) -> str:
    """Return *word* repeated to about *length* characters, with an end that nothing matches."""
    return word * (length // len(word)) + END


def _growth(pattern: re.Pattern[str], method: str, word: str) -> float:
    short, long = (
        min(seconds(pattern, method, pumped(word, length)) for _ in range(3))
        for length in (_SHORT, _LONG)
    )
    return (long / _LONG) / (short / _SHORT)


def seconds(pattern: re.Pattern[str], method: str, text: str) -> float:
    """Return the processor time that *method* of *pattern* takes on *text*."""
    arguments = ("", text) if method == "sub" else (text,)
    start = time.thread_time()
    result = getattr(pattern, method)(*arguments)
    if method == "finditer":
        list(result)
    return time.thread_time() - start
