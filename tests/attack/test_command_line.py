"""A terminal, a shell and files that lie: no traceback, the right status, nothing hidden or run.

``counted`` lines say how many attacks of each kind were tried.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from regsearch.cli.output import write_file
from regsearch.errors import CatalogError, RegsearchError
from regsearch.index.lines import SortedLines
from regsearch.index.manifest import MANIFEST, read_manifest
from regsearch.law.catalog.load import load_catalog
from regsearch.opening import open_library
from regsearch.read import parse
from regsearch.read.extract.archive import unpacked
from regsearch.show.sheet import csv_line
from tests.bundle.tiny import build
from tests.cli.test_injection import EVIL, unseen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Run, Spawn

LAW = (
    "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 7 TAHUN 2031\nTENTANG\nX\n\n"
    "Pasal 1\nPegawai wajib hadir.\n\nPasal 2\nPegawai wajib pulang.\n"
)
DIGITS = "9" * 5_000
"""More digits than Python turns into a number."""


def is_sound(result: subprocess.CompletedProcess[str], *statuses: int) -> None:
    assert "Traceback" not in result.stdout + result.stderr, result.stderr[-2000:]
    assert result.returncode in (statuses or (0, 1, 2, 3)), result


# -- standard streams -----------------------------------------------------------------------------

EXPECTED = {
    ("cari", "baliho", "--per", "2024-01-30"): 0,
    ("cari", "resep rendang padang"): 1,
    ("cari", "--dari", "-"): 0,
    ("pasal", "x"): 2,
    ("urai", "tiada.pdf"): 3,
    ("--help",): 0,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "streams", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full"]
)
@pytest.mark.parametrize(
    "start", ["-m regsearch", "-c 'from regsearch.__main__ import run; run()'"]
)
def test_closed_or_full_streams_do_not_change_the_status(
    streams: str, start: str, index_folder: Path, tmp_path: Path
) -> None:
    script = "\n".join(
        f"{sys.executable} {start} {' '.join(map(repr, arguments))} {streams}; echo $? >>statuses"
        for arguments in EXPECTED
    )
    result = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={
            **os.environ,
            "REGSEARCH_INDEX": str(index_folder),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
        check=True,
    )
    assert "Traceback" not in result.stdout + result.stderr, result.stderr
    assert (tmp_path / "statuses").read_text().split() == [str(s) for s in EXPECTED.values()]


# -- arguments ------------------------------------------------------------------------------------

NUMBERS = (
    DIGITS,
    f"PP 94/2021 Pasal {DIGITS}",
    f"UU {DIGITS}/2014 Pasal 1",
    f"bolos {DIGITS} hari",
    f"PP 94 tahun {DIGITS}",
    "bolos 1e400 hari",
    "Pasal IV" + "I" * 3_000,
    "lampiran " + "X" * 5_000,
    "x" * 20_001,
    "²",
    "\u0663 hari bolos",
    "(" * 50 + "*" * 50,
)


@pytest.mark.parametrize("command", ["cari", "pasal", "riwayat"])
def test_huge_numbers_in_a_question(command: str, run: Run) -> None:
    for text in NUMBERS:
        result = run(command, text, "--format", "json")
        assert result.exit_code in (0, 1, 2), (text[:30], result.output[-500:])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        json.loads(result.stdout)


OPTIONS = (
    *((("cari", "x", "-n", n), 2) for n in ("0", "-1", "101", DIGITS, "1e3", "nan")),
    *((("urai", "x", "--waktu", n), 2) for n in ("0", "inf", "nan", "1e308", "1e12", DIGITS)),
    *((("indeks", "bangun", "--proses", n), 2) for n in ("0", "257", DIGITS)),
    *((("indeks", "kemas", "x", "--nomor", n), 2) for n in ("0", "-1", DIGITS)),
    *((("cari", "x", "--per", n), 2) for n in ("0000-00-00", "2024-02-30", DIGITS, "\u0662-1-1")),
    *((("riwayat", "x", "--per", n), 2) for n in ("99999-01-01", "-1")),
)


def test_huge_numbers_in_options(run: Run) -> None:
    for arguments, status in OPTIONS:
        result = run(*arguments)
        assert result.exit_code == status, (arguments, result.output)
        assert "is not" not in result.stderr  # click's own English


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar(day: str, run: Run) -> None:
    for arguments in (
        ("cari", "baliho"),
        ("pasal", "PP 94/2021 Pasal 5"),
        ("riwayat", "UU 10/2016 Pasal 71"),
    ):
        result = run(*arguments, "--per", day, "--format", "json")
        assert result.exit_code in (0, 1), result.output
        json.loads(result.stdout)


ENVIRONMENTS = (
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""},
    {"PYTHONIOENCODING": "ascii"},
    {"HOME": "/proc/none", "REGSEARCH_DATA": ""},
    {"HOME": "", "REGSEARCH_DATA": ""},
    {"REGSEARCH_DATA": "HERE/\udcff\udcfe"},
    {"XDG_DATA_HOME": "\udcff", "REGSEARCH_DATA": ""},
    {"TERM": "", "COLUMNS": "1"},
)


@pytest.mark.slow
@pytest.mark.parametrize("variables", ENVIRONMENTS, ids=str)
def test_odd_environment(
    variables: dict[str, str], spawn: Spawn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a name that is no absolute path is one below this folder
    (tmp_path / "l.txt").write_text(LAW)
    variables = {name: value.replace("HERE", str(tmp_path)) for name, value in variables.items()}
    for arguments in (
        ("cari", "memasang baliho \u2018x\u2019", "--per", "2024-01-30", "--format", "json"),
        ("cari", "\udcff\udcfe baliho", "--per", "2024-01-30"),
        ("indeks", "daftar"),
        ("urai", str(tmp_path / "l.txt")),
    ):
        is_sound(spawn(*arguments, **variables), 0)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A file system that cannot be written."""
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", name]
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("needs the right to mount a file system")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


@pytest.mark.slow
def test_home_that_cannot_be_written(read_only: Path, spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text(LAW)
    home = {"HOME": str(read_only), "REGSEARCH_DATA": "", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}
    is_sound(spawn("cari", "baliho", "--per", "2024-01-30", **home), 0)
    is_sound(spawn("urai", str(tmp_path / "l.txt"), **home), 0)
    for arguments in (
        ("korpus", "tambah", str(tmp_path / "l.txt"), "--ya"),
        ("kunci", "buat", str(read_only / "key"), "--tanpa-sandi"),
        ("cari", "baliho", "--per", "2024-01-30", "--ke", str(read_only / "x")),
        ("indeks", "kemas", str(read_only / "x"), "--nomor", "1"),
    ):
        result = spawn(*arguments, **home)
        is_sound(result, 3)
        assert str(read_only) in result.stderr


# -- what is printed and written ------------------------------------------------------------------


@pytest.mark.parametrize("form", ["teks", "json", "jsonl", "csv", "md", "docx"])
@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("start", [EVIL.replace("\r", ""), "\udcff", "=1+1", ";=1+1"])
def test_nothing_unseen_or_forged_in_any_form(
    form: str, written: bool, start: str, run: Run, tmp_path: Path
) -> None:
    if form == "docx" and not written:
        pytest.skip("bytes, which no terminal gets")
    target = tmp_path / "keluaran"
    result = run(
        *("cari", f"{start} PNS pasang baliho caleg", "--per", "2024-01-30", "--format", form),
        *(("--ke", str(target)) if written else ()),
    )
    assert result.exit_code == 0, result.output
    if form == "docx":
        paragraphs = Document(str(target)).paragraphs
        assert not unseen("\n".join(p.text for p in paragraphs))
        return
    text = target.read_text("utf-8") if written else result.stdout
    assert not unseen(text)
    if form in ("json", "jsonl"):
        assert json.loads(text)["query"] == f"{start} PNS pasang baliho caleg"
    if form == "csv":
        is_harmless_in_a_spreadsheet(text)


FORMULA = re.compile('[ "]*([=+@\uff1d\uff0b\uff20]|-\\w)')


def is_harmless_in_a_spreadsheet(text: str) -> None:
    """No cell is a formula, whichever delimiter the spreadsheet goes by."""
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(text.replace("\r", "\n")), delimiter=delimiter):
            for cell in row:
                assert not FORMULA.match(cell), cell


def test_cells_are_no_formulas_and_come_back() -> None:
    starts = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\uff1d", 'a";=', "a,=", "a\t=", "a|=")
    for first, second in itertools.product(starts, repeat=2):
        for delimiter in ",;\t":
            cells = [f"{first}1+1", f"{second}cmd|' /C x'!A0", "", "biasa"]
            line = csv_line(cells, delimiter)
            is_harmless_in_a_spreadsheet(line)
            (row,) = csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)
            assert [cell.replace("'", "") for cell in row] == [c.replace("'", "") for c in cells]
    assert (
        csv_line(["Rp5.000,- sehari", "pasal 5; huruf a"])
        == '"Rp5.000,- sehari","pasal 5; huruf a"'
    )


def test_table_of_cases_is_harmless(run: Run, tmp_path: Path) -> None:
    cases = tmp_path / "kasus.csv"
    evil = EVIL.replace("\0", "").replace("\r", "").replace("\u2028", "").replace("\x85", "")
    cases.write_text(
        f'pertanyaan;=nama;per\n"{evil} baliho";"=HYPERLINK(1)";2024-01-30\n'
        f'"baliho";"x,=1+1";9999-99-99\n"{DIGITS} hari";"\uff1d1";\n'
    )
    for form in ("csv", "json", "jsonl", "teks", "md"):
        target = tmp_path / form
        printed = run("cari", "--dari", str(cases), "--format", form)
        run("cari", "--dari", str(cases), "--format", form, "--ke", str(target))
        for text in (printed.stdout, target.read_text("utf-8")):
            assert not unseen(text)
            if form == "csv":
                is_harmless_in_a_spreadsheet(text)
            elif form not in {"teks", "md"}:
                values = text.splitlines() if form == "jsonl" else [text]
                assert all(json.loads(value) for value in values)
    cases.write_text("pertanyaan,x\n" + '"' + ("a" * 100_000 + "\n") * 3 + '"\n')
    assert run("cari", "--dari", str(cases)).exit_code == 3


@pytest.mark.parametrize("form", ["teks", "json", "md", "akn", "docx", "kutipan"])
def test_every_form_of_a_provision_goes_where_it_should(
    form: str, run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "x"
    result = run("pasal", "PP 94/2021 Pasal 5", "--format", form, "--ke", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.stat().st_size > 50


def test_file_is_replaced_by_a_whole_one_or_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, link = tmp_path / "kartu", tmp_path / "tautan"
    target.write_text("lama")
    target.chmod(0o640)
    link.symlink_to(target)
    write_file(link, b"baru")
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("baru", 0o640)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(target, b"lebih baru")
    assert target.read_text() == "baru"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kartu", "tautan"]


@pytest.mark.slow
def test_targets_that_are_no_files(spawn: Spawn, tmp_path: Path) -> None:
    (tmp_path / "mati").symlink_to(tmp_path / "tiada" / "x")
    (tmp_path / "putar").symlink_to("putar")
    for name, status in {
        "mati": 3, "putar": 3, "tiada/x": 3, "x" * 300: 3, "/dev/full": 3, "/dev/null": 0,
        ".": 2, "\udcff.docx": 0,
    }.items():  # fmt: skip
        for form in ("teks", "docx"):
            result = spawn(
                *("cari", "baliho", "--per", "2024-01-30", "--format", form),
                *("--ke", str(tmp_path / name)),
            )
            is_sound(result, status)


# -- files that are read --------------------------------------------------------------------------


def zipped(path: Path, method: int, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_damaged_archives(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Any byte of an archive of any compression: an error of ours, or its files."""
    chance = random.Random(7)
    outcomes = {"read": 0, "refused": 0}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        sound = zipped(tmp_path / "utuh.zip", method, ("a.txt", LAW.encode())).read_bytes()
        for _ in range(50):
            held = bytearray(sound)
            for _ in range(chance.randint(1, 4)):
                held[chance.randrange(len(held))] = chance.randrange(256)
            path = tmp_path / "x.zip"
            path.write_bytes(held[: chance.choice((len(held), chance.randrange(len(held))))])
            try:
                with unpacked([path]) as files:
                    assert all(file.is_file() for file in files)
                outcomes["read"] += 1
            except RegsearchError:
                outcomes["refused"] += 1
    with capfd.disabled():
        print(f"\ncounted: damaged ZIP archives {outcomes}")


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    names = ("../../x.txt", "..", "/etc/x.txt", "a/.", "b" * 400, f"{EVIL[1:5]}.txt", "C:\\y.txt")
    path = zipped(
        tmp_path / "x.zip", zipfile.ZIP_DEFLATED, *((name, LAW.encode()) for name in names)
    )
    with unpacked([path]) as files:
        assert len(files) == len(names)
        folder = Path(os.path.commonpath(files))
        assert all(folder in file.resolve().parents for file in files)
        assert all(file.read_text() == LAW for file in files)


def test_archive_with_an_endless_directory(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.txt", b"")
    with pytest.raises(RegsearchError, match="terlalu panjang"), unpacked([path]):
        pass


def test_archive_in_an_archive_is_not_unpacked(run: Run, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "b.zip", zipfile.ZIP_STORED, ("a.txt", LAW.encode())).read_bytes()
    result = run("urai", str(zipped(tmp_path / "a.zip", zipfile.ZIP_STORED, ("b.zip", inner))))
    assert result.exit_code == 3


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LAW.splitlines())


def word_file(path: Path, body: str, dtd: str = "", **parts: bytes) -> Path:
    """A DOCX file with this *body*, written by hand."""
    types = "application/vnd.openxmlformats"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return zipped(
        path,
        zipfile.ZIP_DEFLATED,
        (
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="{types}-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="'
            f'{types}-officedocument.wordprocessingml.document.main+xml"/></Types>'.encode(),
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        ),
        (
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/>'
            "</Relationships>".encode(),
        ),
        (
            "word/document.xml",
            f"{dtd}<w:document {W}><w:body>{body}</w:body></w:document>".encode(),
        ),
        *parts.items(),
    )


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))


@pytest.mark.parametrize(
    ("entity", "dtd"),
    [
        ("&l9;", f'<!DOCTYPE x [<!ENTITY l0 "RAHASIA">{LAUGHS}]>'),
        ("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ("", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
    ],
    ids=["entities in entities", "a file as an entity", "a file as a grammar"],
)
def test_entities_of_a_word_file(entity: str, dtd: str, tmp_path: Path) -> None:
    extra = f"<w:p><w:r><w:t>Pasal 3 {entity}</w:t></w:r></w:p>"
    path = word_file(tmp_path / "x.docx", PARAGRAPHS + extra, dtd)
    try:
        regulation = parse(path)
    except RegsearchError:
        return
    told = repr(regulation)
    assert "root:" not in told
    assert "RAHASIA" not in told


def test_word_files_that_nest_or_unpack_too_far(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 100 + PARAGRAPHS + "</w:tc></w:tr></w:tbl>" * 100
    with pytest.raises(RegsearchError, match="DOCX rusak"):
        parse(word_file(tmp_path / "x.docx", deep))
    bomb = {"mimetype": bytes(450_000_000)}
    started = time.monotonic()
    with pytest.raises(RegsearchError, match="batasnya"):
        parse(word_file(tmp_path / "y.docx", PARAGRAPHS, **bomb))
    assert time.monotonic() - started < 30
    path = word_file(tmp_path / "z.docx", PARAGRAPHS)
    assert [unit.address for unit in parse(path).units] == ["pasal-1", "pasal-2"]


def odd_files(folder: Path) -> list[Path]:
    """A pipe, devices, links that lead to them, and links that lead nowhere."""
    paths = {"nol.txt": "/dev/zero", "mati.txt": "/nonexistent", "putar.txt": "putar.txt"}
    for name, place in paths.items():
        (folder / name).symlink_to(place)
    os.mkfifo(folder / "pipa.txt")
    os.mkfifo(folder / "pipa.zip")
    return [*(folder / name for name in paths), folder / "pipa.txt", folder / "pipa.zip"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_devices_and_pipes_in_place_of_files(run: Run, tmp_path: Path) -> None:
    for path in odd_files(tmp_path):
        for command in (("urai",), ("korpus", "tambah", "--ya", "--korpus", str(tmp_path / "k"))):
            result = run(*command, str(path))
            assert result.exit_code == 3, (path, result.output)


# -- a stranger's corpus and index ----------------------------------------------------------------

ENTRY = (
    '[pp-1-2031]\nkind="pp"\nnumbers=["1"]\nyear=2031\ntitle="C"\nverification="naskah"\n'
    'verified="D"\nenacted=2031-01-01\n'
)
CATALOGUES = {
    "nested arrays": "a=" + "[" * 100_000,
    "nested tables": "a={" * 5_000,
    "dotted keys": "a" + ".a" * 2_000 + "=1",
    "long number": ENTRY.replace("=2031\n", f"={DIGITS}\n"),
    "year": ENTRY.replace("=2031\n", "=99999999999\n"),
    "time of day": ENTRY.replace("2031-01-01", "2031-01-01T00:00:00Z"),
    "no table": 'pp-1-2031="x"\n',
    "list of tables": "[[pp-1-2031]]\n",
    "endless coverage": ENTRY + 'coverage=["pasal-1..99999999999"]\n',
    "coverage of many digits": ENTRY + f'coverage=["pasal-1..{DIGITS}"]\n',
    "infinite": ENTRY + "complete=inf\n",
    "hidden": ENTRY.replace('"C"', '"\x9b31m\u202e"') + "x=1\n",
}


@pytest.mark.parametrize("name", CATALOGUES)
def test_catalogue_of_a_stranger(name: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "katalog.toml").write_text(CATALOGUES[name], "utf-8")
    with pytest.raises(CatalogError):
        load_catalog(tmp_path / "katalog.toml")
    result = run("korpus", "daftar", "--korpus", str(tmp_path))
    assert result.exit_code == 3, result.output
    assert not unseen(result.output)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_pipes_and_devices_in_a_corpus(run: Run, tmp_path: Path) -> None:
    record = {"document": "pp-94-2021", "file": "pp-94-2021.txt", "sha256": "0" * 64,
              "original": "x", "origin": "berkas", "added": "2026-01-01"}  # fmt: skip
    for number, file in enumerate(
        ("katalog.toml", "resmi/pp-94-2021.json", "resmi/pp-94-2021.txt")
    ):
        folder = tmp_path / str(number)
        (folder / "resmi").mkdir(parents=True)
        (folder / "resmi" / "pp-94-2021.json").write_text(json.dumps(record))
        (folder / file).unlink(missing_ok=True)
        os.mkfifo(folder / file)
        result = run("korpus", "status", "pp-94-2021", "--korpus", str(folder))
        assert result.exit_code in (0, 3), result.output


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_catalogue_that_is_a_device(device: str, tmp_path: Path) -> None:
    (tmp_path / "katalog.toml").symlink_to(device)
    with pytest.raises(CatalogError, match="bukan berkas biasa"):
        load_catalog(tmp_path / "katalog.toml")


CONTENTS = {
    "nested": b"[" * 200_000,
    "digits": DIGITS.encode(),
    "empty": b"",
    "null": b"null\n",
    "list": b"[1]\n",
    "binary": b"\xff\0\xfe",
    "no line end": b"x",
}


@pytest.mark.slow
def test_files_of_a_strangers_index(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Each file with each content, recorded as intact: an error of ours or an answer, in time."""
    sound = build(tmp_path / "sound", 1)
    names = [path.name for path in sound.iterdir() if path.is_file() and path.name != MANIFEST]
    outcomes: dict[str, int] = {}
    for name, content in itertools.product(names, CONTENTS.values()):
        index = shutil.copytree(sound, tmp_path / "index", dirs_exist_ok=True)
        (index / name).write_bytes(content)
        table = json.loads((index / MANIFEST).read_bytes())
        for entry in table["files"]:
            if entry["name"] == name:
                entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        (index / MANIFEST).write_text(json.dumps(table))
        for use in USES:
            outcome = ended(use, index)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
    with capfd.disabled():
        print(f"\ncounted: files of a stranger's index {outcomes}")


USES: tuple[Callable[[Path], object], ...] = (
    lambda index: open_library(index).ask("hadiah", as_of="2031-06-01"),
    lambda index: open_library(index)["PP 1/2031 Pasal 1"],
    lambda index: open_library(index).history("PP 1/2031 Pasal 1"),
)


def ended(use: Callable[[Path], object], index: Path) -> str:
    try:
        use(index)
    except RegsearchError as error:
        return type(error).__name__
    return "answered"


@pytest.mark.parametrize(
    "change",
    [
        {"documents": [1]},
        {"documents": [{"id": ["x"]}]},
        {"files": [{"name": 5, "size": 1, "sha256": "x"}]},
        {"files": [{"name": "stems.json", "size": "1", "sha256": "x"}]},
        {"files": None},
        {"engine": "../../x"},
        {"format": []},
    ],
    ids=str,
)
def test_manifest_of_a_strangers_index(change: dict[str, object], tmp_path: Path) -> None:
    index = build(tmp_path / "index", 1)
    table = json.loads((index / MANIFEST).read_bytes())
    (index / MANIFEST).write_text(json.dumps(table | change))
    # Which engines there are is known to whoever opens the index, not to the manifest.
    for use in USES[:1] if "engine" in change else (read_manifest, USES[0]):
        with pytest.raises(RegsearchError):
            use(index)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_devices_in_a_strangers_index(tmp_path: Path) -> None:
    sound = build(tmp_path / "sound", 1)
    for name in (MANIFEST, "stems.json", "records.jsonl", "instruments.json"):
        for device in ("/dev/zero", None):
            index = shutil.copytree(sound, tmp_path / "index", dirs_exist_ok=True)
            (index / name).unlink()
            if device:
                (index / name).symlink_to(device)
            else:
                os.mkfifo(index / name)
            for use in USES[:1]:
                with pytest.raises(RegsearchError):
                    use(index)
            (index / name).unlink()


def test_search_in_lines_without_an_end_ends() -> None:
    for lines in (b"", b"x", b"x" * 1000, b"a\t1", b"a\t1\nb\t2", b"\n", b"\t\t\t", b"b\na"):
        for key in (b"", b"a", b"b", b"x", b"z"):
            SortedLines(lines).find(key)
