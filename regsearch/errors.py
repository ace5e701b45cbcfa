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
    └── StorageError           an index cannot be opened
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


class RegsearchError(Exception):
    """The common base: catch this to catch everything that regsearch raises on purpose."""

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


class StorageError(RegsearchError):
    """An index cannot be opened; see the subclasses."""

    code = "indeks"


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
