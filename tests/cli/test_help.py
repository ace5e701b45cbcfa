"""Every command has help in Indonesian with an example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from regsearch.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner, name
            yield from commands(inner, (*path, name))


PATHS = list(commands(main))


def command_at(path: tuple[str, ...]) -> click.Command:
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), name)
        assert inner
        command = inner
    return command


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_is_indonesian_and_has_an_example(
    run: Callable[..., Result], path: tuple[str, ...]
) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert "Pemakaian:" in result.stdout
    assert not re.search(
        r"\b(Usage|Options|Commands|Show this|Show the)\b|OPTIONS|ARGS|INTEGER|default:",
        result.stdout,
    )
    if not isinstance(command_at(path), click.Group):
        assert "Contoh" in result.stdout
        assert f"regsearch {' '.join(path)}" in result.stdout.split("Contoh", 1)[1]


def test_every_option_has_help() -> None:
    for path in PATHS:
        for parameter in command_at(path).params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (path, parameter.name)


def test_commands_of_the_contract_exist() -> None:
    assert {("cari",), ("pasal",), ("urai",), ("indeks", "bangun"), ("indeks", "info")} <= set(
        PATHS
    )


def test_no_command_prints_help(run: Callable[..., Result]) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Pemakaian:" in result.output


def test_version_is_printed(run: Callable[..., Result]) -> None:
    from regsearch import __version__

    assert run("--version").stdout == f"regsearch {__version__}\n"
