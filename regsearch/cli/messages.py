"""What click says of a wrong command line, in Indonesian."""

from __future__ import annotations

import re

_MESSAGES = tuple(
    (re.compile(pattern, re.DOTALL), text)
    for pattern, text in (
        (r"Got unexpected extra arguments? \((.+)\)", r"Kata yang berlebih: \1."),
        (r"Option (.+) requires an argument\.", r"Opsi \1 memerlukan nilai."),
        (r"Option (.+) requires (\d+) arguments\.", r"Opsi \1 memerlukan \2 nilai."),
        (r"Option (.+) does not take a value\.", r"Opsi \1 tidak memakai nilai."),
        (r"Argument (.+) takes (\d+) values\.", r"\1 memerlukan \2 nilai."),
        (r"Missing command\.", "Perintahnya belum disebut."),
        (r"\w+ (.+) does not exist\.", r"\1 tidak ada."),
        (r"\w+ (.+) is a file\.", r"\1 adalah berkas, bukan folder."),
        (r"\w+ (.+) is a directory\.", r"\1 adalah folder, bukan berkas."),
        (r"\w+ (.+) is not readable\.", r"\1 tidak boleh dibaca."),
        (r"\w+ (.+) is not writable\.", r"\1 tidak boleh ditulisi."),
        (r"(.+): No such file or directory", r"\1 tidak ada."),
        (r"(.+): Is a directory", r"\1 adalah folder, bukan berkas."),
        (r"(.+): Permission denied", r"\1 tidak boleh dibuka."),
        (r"(.+) is not a valid (?:integer|float)\.?", r"\1 bukan bilangan."),
        (r"(.+) is not a valid boolean\.?", r"\1 bukan ya atau tidak."),
    )
)


def in_indonesian(message: str) -> str:
    """Return a message of click in Indonesian; any other stays as it is.

    >>> in_indonesian("Got unexpected extra argument (x)")
    'Kata yang berlebih: x.'
    """
    for pattern, text in _MESSAGES:
        if match := pattern.fullmatch(message):
            return match.expand(text)
    return message
