"""Every exception that regsearch raises on purpose.

::

    RegsearchError
    ├── SourceError            a file cannot be read as a regulation
    │   ├── UnreadableError    damaged, empty, or not a supported format
    │   ├── EncryptedError     protected by a password
    │   ├── TooLargeError      over a limit of size, pages, time or memory
    │   ├── ExtractorMissingError  the PDF extractor asked for is not installed
    │   ├── UnrecognisedError  no or several instruments of the catalogue may be meant
    │   ├── MismatchError      certainly not the instrument that it was said to be
    │   ├── DuplicateError     the corpus has it already
    │   ├── ChangedError       other bytes than those recorded
    │   └── DownloadError      an address does not give a sound file
    ├── CitationError          a citation cannot be understood (ValueError)
    ├── NotFoundError          the law has no such provision (KeyError)
    ├── AmendmentError         an amended text cannot be put together with certainty
    ├── CatalogError           corpus/katalog.toml contradicts itself or the documents
    ├── EncodingError          a value of the model cannot be read back from its JSON
    ├── UsageError             an argument has a value that is not allowed (ValueError)
    ├── SystemFaultError       the system refuses: disk full, no permission, too many open files
    └── StorageError           an index cannot be opened
        ├── ClosedError        the library was closed
        ├── IndexMissingError  nothing is there
        ├── IndexStaleError    made by another format version or analysis
        ├── IndexDamagedError  a file is missing or altered
        ├── EngineMissingError its search engine is not installed
        ├── BusyError          another process is replacing it
        ├── BundleError        a bundle is no sound archive of an index
        ├── SignatureError     a bundle is unsigned, or not signed by a trusted key
        ├── RollbackError      a bundle is older than what is installed
        ├── KeyFileError       a key cannot be made, read or used
        └── ClusterError       a cluster does not do what it was asked
            ├── AddressError       an address or its settings cannot be used (ValueError)
            ├── AccessError        credentials or certificate refused
            ├── UnreachableError   no node answers in time
            ├── PartialError       a part of the index does not answer
            └── LoadError          an index was not loaded completely

The message of each says, in Indonesian, what happened, where, and what to do next, because the
command line prints it to its user unchanged.  ``code`` names the error in JSON output.
"""

from __future__ import annotations

import errno


class RegsearchError(Exception):
    """The common base: catch this to catch everything that regsearch raises on purpose.

    >>> try:
    ...     library.lookup("PP 94/2021 Pasal 999")
    ... except RegsearchError as error:
    ...     print(error.code, isinstance(error, NotFoundError))
    tidak_ada True

    """

    code = "galat"
    """Stable identifier of the kind of error, printed in JSON output."""

    def __str__(self) -> str:
        # KeyError would print the repr of its argument; every subclass prints the bare message.
        return str(self.args[0]) if self.args else ""


class SourceError(RegsearchError):
    """A file cannot be read as a regulation."""

    code = "sumber"


class UnreadableError(SourceError):
    """The file is missing, damaged, empty or of an unsupported format."""

    code = "tidak_terbaca"


class EncryptedError(SourceError):
    """The PDF is protected by a password."""

    code = "terenkripsi"


class TooLargeError(SourceError):
    """The file exceeds a limit of size, pages, time or memory."""

    code = "terlalu_besar"


class ExtractorMissingError(SourceError):
    """The PDF extractor asked for, or recorded for a file, is not installed."""

    code = "pembaca_tidak_ada"


class UnrecognisedError(SourceError):
    """A file cannot be assigned to an instrument with certainty."""

    code = "tidak_dikenali"

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates
        """Ids of the instruments that it may be, the likeliest first."""


class MismatchError(SourceError):
    """A file is certainly not the instrument that it was said to be."""

    code = "tidak_cocok"


class DuplicateError(SourceError):
    """The corpus already has this file, or an official text of this document."""

    code = "sudah_ada"


class ChangedError(SourceError):
    """A file or an address gives other bytes than those whose SHA-256 was recorded."""

    code = "berubah"


class DownloadError(SourceError):
    """An address does not give a sound file; what was there before is untouched."""

    code = "unduhan"


class CitationError(RegsearchError, ValueError):
    """The text is not a citation; the message shows the column and an example."""

    code = "sitasi"


class NotFoundError(RegsearchError, KeyError):
    """The citation is well-formed, but the index holds no such provision."""

    code = "tidak_ada"

    def __init__(self, message: str, neighbours: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.neighbours = neighbours
        """Citations of the nearest provisions that do exist."""


class AmendmentError(RegsearchError):
    """A law's text as amended is not certain; the message names the step that is not."""

    code = "perubahan"


class CatalogError(RegsearchError):
    """The catalogue contradicts itself or the documents it describes."""

    code = "katalog"


class EncodingError(RegsearchError):
    """JSON is not the form of a value of the model; the message names the place."""

    code = "bentuk"


class UsageError(RegsearchError, ValueError):
    """An argument has a value that is not allowed; the message names those that are."""

    code = "pemakaian"


class SystemFaultError(RegsearchError):
    """The system refuses what was asked of it; made by :func:`system_fault` only."""

    code = "sistem"

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


_FAULTS = {
    "disk_penuh": (("ENOSPC", "EDQUOT"), "Disk penuh{}. Kosongkan ruang, lalu ulangi."),
    "terlalu_besar": (
        ("EFBIG",),
        "Berkasnya melebihi batas sistem{}. Naikkan batasnya (ulimit -f), atau pilih disk lain.",
    ),
    "izin": (("EACCES", "EPERM"), "Tidak ada izin{}. Periksa pemilik dan izinnya."),
    "hanya_baca": (("EROFS",), "Sistem berkas hanya dapat dibaca{}. Pilih tempat lain."),
    "berkas_terbuka": (
        ("EMFILE", "ENFILE"),
        "Terlalu banyak berkas terbuka{}. Tutup program lain, atau naikkan batasnya (ulimit -n).",
    ),
    "disk_rusak": (
        ("EIO", "ENXIO", "ENODEV"),
        "Disk gagal membaca atau menulis{}. Periksa disknya.",
    ),
    "alamat": (
        ("EADDRINUSE", "EADDRNOTAVAIL"),
        "Alamat ini dipakai program lain, atau bukan milik komputer ini{}. Pilih yang lain.",
    ),
    "memori": (("ENOMEM",), "Memori tidak cukup{}. Tutup program lain, lalu ulangi."),
    "bukan_folder": (("ENOTDIR",), "Bukan folder{}. Sebutkan folder yang lain."),
    "folder": (("EISDIR",), "Itu folder, bukan berkas{}. Sebutkan sebuah berkas."),
    "sudah_ada": (("EEXIST",), "Sudah ada{}. Pilih nama lain, atau pindahkan yang lama."),
    "nama": (
        ("ENAMETOOLONG", "ELOOP"),
        "Namanya terlalu panjang atau berputar{}. Pilih yang lain.",
    ),
    "tidak_ada": (("ENOENT",), "Tidak ada{}. Periksa namanya."),
}
"""By code: the names of the ``errno`` values that it stands for, and its message."""
_OF_CONTENT = frozenset({"bukan_folder", "folder", "sudah_ada", "nama", "tidak_ada"})
"""Codes of faults that a damaged or missing index has too; its own error then says more."""


def system_fault(error: OSError, *, always: bool = False) -> SystemFaultError | None:
    """Return what *error* means to a user, by its ``errno``.

    Args:
        error: raised by the system.
        always: also where the file that was named is to blame, not the machine; otherwise None is
            returned then, and the caller says what that file is for.

    """
    number = errno.errorcode.get(error.errno or 0, "")
    where = f": {error.filename}" if error.filename else ""
    for code, (numbers, message) in _FAULTS.items():
        if number in numbers:
            named = always or code not in _OF_CONTENT
            return SystemFaultError(message.format(where), code) if named else None
    text = f"Sistem menolak{where} ({error.strerror or type(error).__name__}). Ulangi."
    return SystemFaultError(text, "sistem") if always else None


def raise_fault(error: OSError) -> None:
    """Raise what *error* means if the machine is to blame; else return, and the caller says it.

    Raises:
        SystemFaultError: see :func:`system_fault`.

    """
    if fault := system_fault(error):
        raise fault from error


class StorageError(RegsearchError):
    """An index cannot be opened; see the subclasses."""

    code = "indeks"


class ClosedError(StorageError):
    """The library, or the engine, was closed before."""

    code = "ditutup"


class IndexMissingError(StorageError):
    """No index is at the given place."""

    code = "indeks_tidak_ada"


class IndexStaleError(StorageError):
    """The index has another format version, or was made by another analysis."""

    code = "indeks_usang"


class IndexDamagedError(StorageError):
    """A file of the index is missing or does not have the recorded SHA-256."""

    code = "indeks_rusak"


class EngineMissingError(StorageError):
    """The search engine that an index was made for is not installed."""

    code = "mesin_tidak_ada"


class BusyError(StorageError):
    """Another process is replacing the index."""

    code = "sibuk"


class BundleError(StorageError):
    """A bundle is damaged, unsafe, or of no use here; nothing of it was installed."""

    code = "bundel"


class SignatureError(StorageError):
    """A bundle is not signed, or its signature is not that of a trusted key."""

    code = "tanda_tangan"


class RollbackError(StorageError):
    """A bundle is older than the one installed."""

    code = "mundur"


class KeyFileError(StorageError):
    """A key file cannot be made or read, or its passphrase is wrong."""

    code = "kunci"


class ClusterError(StorageError):
    """A cluster does not do what it was asked."""

    code = "kluster"


class AddressError(ClusterError, ValueError):
    """The address of a cluster, or the settings for it, cannot be used."""

    code = "kluster_alamat"


class AccessError(ClusterError):
    """The cluster refuses the credentials, or its certificate is not one to trust."""

    code = "kluster_akses"


class UnreachableError(ClusterError):
    """No node of the cluster answers in time."""

    code = "kluster_tak_terjangkau"


class PartialError(ClusterError):
    """A part of the index does not answer; what the rest would answer is not shown."""

    code = "kluster_sebagian"


class LoadError(ClusterError):
    """An index was not loaded completely; the one in use is untouched."""

    code = "kluster_muat"
