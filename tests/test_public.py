"""The public face: names, documentation, typing, and what importing it costs."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import regsearch
from regsearch import errors, model

if TYPE_CHECKING:
    from types import ModuleType

PACKAGE = Path(regsearch.__file__).parent


def test_all_is_sorted_and_importable() -> None:
    assert sorted(regsearch.__all__) == regsearch.__all__
    assert len(set(regsearch.__all__)) == len(regsearch.__all__)
    assert sorted(model.__all__) == model.__all__
    for name in regsearch.__all__:
        assert getattr(regsearch, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="tidak_ada"):
        regsearch.tidak_ada  # noqa: B018


@pytest.mark.parametrize("name", regsearch.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    value = getattr(regsearch, name)
    assert inspect.getdoc(value)
    members = vars(value) if inspect.isclass(value) else {}
    for member, what in members.items():
        if not member.startswith("_") and (inspect.isfunction(what) or isinstance(what, property)):
            assert inspect.getdoc(what), f"{name}.{member}"


@pytest.mark.parametrize(
    "name", ["Answer", "Passage", "ParsedQuery", "Regulation", "Sanction", "Unit"]
)
def test_values_are_frozen_and_typed(name: str) -> None:
    value = getattr(regsearch, name)
    assert value.__dataclass_params__.frozen
    assert "__slots__" in vars(value)
    assert value.__annotations__.keys() == value.__dataclass_fields__.keys()


def test_py_typed_ships() -> None:
    assert (PACKAGE / "py.typed").is_file()


def modules_after(statement: str) -> set[str]:
    program = f"import sys; {statement}; print(*sys.modules)"
    # -I keeps the environment out; the path is then given by hand.
    path = f"import sys; sys.path[:] = {sys.path!r}; "
    result = subprocess.run(
        [sys.executable, "-I", "-c", path + program], capture_output=True, text=True, check=True
    )
    return {module.split(".")[0] for module in result.stdout.split()}


HEAVY = {"whoosh", "pypdf", "lxml", "Sastrawi", "click"}


@pytest.mark.parametrize(
    "statement",
    [
        "import regsearch",
        "import regsearch; regsearch.open; regsearch.Answer",
        "import regsearch.model",
        "from regsearch.errors import RegsearchError",
        "from regsearch.citation import Grammar; Grammar().find('Pasal 5')",
    ],
)
def test_importing_loads_no_engine_and_no_reader(statement: str) -> None:
    assert modules_after(statement) & HEAVY == set()


def test_a_look_up_loads_no_search_engine(index_folder: Path) -> None:
    statement = f"import regsearch; regsearch.open({str(index_folder)!r})['PP 94/2021 Pasal 5']"
    assert modules_after(statement) & (HEAVY - {"click"}) == set()


def test_open_as_the_contract_shows(index_folder: Path) -> None:
    with regsearch.open(index_folder) as library:
        (answer, *_) = library.search("memasang baliho", as_of="2024-01-30", limit=5)
        assert answer.citation
        assert library["PP 94/2021 Pasal 5 huruf n angka 6"].text


def test_parse_as_the_contract_shows() -> None:
    from regsearch.paths import shipped_corpus

    regulation = regsearch.parse(shipped_corpus() / "pdf" / "pp-94-2021.pdf")
    assert regulation["Pasal 5 huruf n"].text
    assert regulation["pasal-5/huruf-n/angka-6"].number == "6"
    with pytest.raises(KeyError):
        regulation["Pasal 999"]


def exceptions() -> list[type[Exception]]:
    return [
        value
        for value in vars(errors).values()
        if inspect.isclass(value) and issubclass(value, Exception)
    ]


def test_every_error_is_in_the_drawn_tree_with_its_own_code() -> None:
    drawn = inspect.getdoc(errors) or ""
    codes = [error.code for error in exceptions() if issubclass(error, errors.RegsearchError)]
    assert len(codes) == len(exceptions())
    assert len(set(codes)) == len(codes)
    for error in exceptions():
        assert error.__name__ in drawn
        assert inspect.getdoc(error)


def test_errors_print_their_message_and_fit_the_builtin_ones() -> None:
    assert str(errors.NotFoundError("tidak ada", ("Pasal 1",))) == "tidak ada"
    assert issubclass(errors.NotFoundError, KeyError)
    assert issubclass(errors.CitationError, ValueError)


@pytest.mark.parametrize("module", [regsearch, model, errors])
def test_the_rooms_are_documented(module: ModuleType) -> None:
    assert len(inspect.getdoc(module) or "") > 100
