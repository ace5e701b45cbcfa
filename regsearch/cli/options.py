"""Options whose values are read leniently: any case, several ways to write a day, completion."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


def read_day(text: str) -> date | None:
    """Return the day that *text* names: ``2018-12-31``, ``31-12-2018``, ``31 Desember 2018``."""
    text = " ".join(text.split())
    try:
        if match := _NUMERIC.fullmatch(text):
            day, month, year = map(int, match.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        from regsearch.text.dates import mentioned_days

        if not re.match(r"\d{1,2} [A-Za-z]", text):
            return None
        found = mentioned_days(text, date.max)
        return found[1] if found and found[0] == found[1] else None


class AnyDay(click.ParamType[date]):
    """A day as people write it."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return *value* as a date, or fail with an Indonesian message."""
        found = read_day(value) if isinstance(value, str) else value
        if found is None:
            self.fail(
                f"{value!r} bukan tanggal. Contoh: 2018-12-31, 31-12-2018, '31 Desember 2018'.",
                param,
                ctx,
            )
        return found


class OutputFile(click.ParamType[Path]):
    """A file to write; unlike :class:`click.Path` it loads no catalogue of translations."""

    name = "berkas"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return *value* as a path, or fail if it is a folder."""
        path = Path(value)
        if path.is_dir():
            self.fail(f"{value} adalah folder, bukan berkas.", param, ctx)
        return path


class OneOf(click.ParamType[str]):
    """One of some names, in any case, with spaces or hyphens.

    Args:
        name: what the names are, in Indonesian.
        choices: gives the names; called when first needed, since they are read from a file.

    """

    def __init__(self, name: str, choices: Callable[[], Sequence[str]]) -> None:
        self.name = name
        self._choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name that *value* means, or fail and list all names."""
        name = "-".join(str(value).strip().casefold().replace("_", " ").replace("-", " ").split())
        choices = self._choices()
        if name not in choices:
            self.fail(f"{value!r} tidak dikenal. Pilihan: {', '.join(choices)}.", param, ctx)
        return name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin with what was typed."""
        from click.shell_completion import CompletionItem

        begun = incomplete.casefold()
        return [CompletionItem(name) for name in self._choices() if name.startswith(begun)]


class Once(click.Option):
    """An option that is an error when it is given twice: which value is meant, nobody can tell."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value of the option."""
        if isinstance(value, list):
            if len(value) > 1:
                raise click.UsageError(f"{self.opts[0]} disebut dua kali; sebutkan satu saja.", ctx)
            value = value[0] if value else None
        return super().type_cast_value(ctx, value)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Make the parser keep every value that is given."""
        parser.add_option(
            obj=self, opts=[*self.opts, *self.secondary_opts], dest=self.name, action="append"
        )


def subjects() -> tuple[str, ...]:
    """Return the people whom a question may be about."""
    from regsearch.data import table

    return tuple(table("question")["called"])


def kinds() -> tuple[str, ...]:
    """Return the kinds of instrument that can be searched in."""
    from regsearch.citation.instruments import kind_labels
    from regsearch.data import table

    return tuple(sorted({*kind_labels(), *(row["id"] for row in table("kinds")["kind"])}))


SUBJECT = OneOf("pelaku", subjects)
STAGE = OneOf("tahap", lambda: ("sebelum", "sesudah"))
KIND = OneOf("jenis", kinds)

day_option = click.option(
    "--per",
    "as_of",
    type=AnyDay(),
    metavar="TANGGAL",
    help="Hukum yang berlaku pada hari itu: 2018-12-31, 31-12-2018. Bawaan: hari ini.",
)
