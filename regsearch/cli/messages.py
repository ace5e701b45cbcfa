"""What click says of a wrong command line, in Indonesian."""

from __future__ import annotations

_MESSAGES = (
    ("Got unexpected extra argument (", ")", "Kata yang berlebih: {}."),
    ("Got unexpected extra arguments (", ")", "Kata yang berlebih: {}."),
    ("Option ", " requires an argument.", "Opsi {} memerlukan nilai."),
    ("Option ", " does not take a value.", "Opsi {} tidak memakai nilai."),
    ("Missing command.", "", "Perintahnya belum disebut.{}"),
    ("File ", " does not exist.", "{} tidak ada."),
    ("Directory ", " does not exist.", "{} tidak ada."),
    ("Path ", " does not exist.", "{} tidak ada."),
    ("Directory ", " is a file.", "{} adalah berkas, bukan folder."),
    ("File ", " is a directory.", "{} adalah folder, bukan berkas."),
    ("File ", " is not readable.", "{} tidak boleh dibaca."),
    ("File ", " is not writable.", "{} tidak boleh ditulisi."),
    ("", ": No such file or directory", "{} tidak ada."),
    ("", ": Is a directory", "{} adalah folder, bukan berkas."),
    ("", ": Permission denied", "{} tidak boleh dibuka."),
    ("", " is not a valid integer.", "{} bukan bilangan."),
)
"""How a message begins and ends, and the same with what stands between."""


def in_indonesian(message: str) -> str:
    """Return a message of click in Indonesian; any other stays as it is.

    >>> in_indonesian("Got unexpected extra argument (x)")
    'Kata yang berlebih: x.'
    """
    for start, end, text in _MESSAGES:
        if message.startswith(start) and message.endswith(end):
            return text.format(message[len(start) : len(message) - len(end)])
    return message
