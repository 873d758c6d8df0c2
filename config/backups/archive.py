"""The file of a backup: a zip with one NDJSON member for each table, and a manifest.

Both ways it is a stream: no member is ever held in memory. It appears under its name when it is
whole, and only its owner may read it.
"""

import errno
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from config.backups.exceptions import BackupError, DamagedBackupError
from config.backups.schema import State

FORMAT = "stanceline-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"

# What reading a file that is cut short, altered or something else may raise.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    NotImplementedError,  # a way of packing that zipfile does not know
    RuntimeError,  # an encrypted member
    KeyError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One table in the file. `last_id`: the highest id that its database ever gave, 0 when it
    gives none.
    """

    table: str
    rows: int
    sha256: str
    last_id: int

    @property
    def name(self) -> str:
        return f"tables/{self.table}.ndjson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the file says about itself; `created_at` is the moment that its rows are of."""

    product_version: str
    created_at: str
    migrations: State
    members: tuple[Member, ...]

    @property
    def rows(self) -> int:
        return sum(member.rows for member in self.members)

    def as_bytes(self) -> bytes:
        content = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "product_version": self.product_version,
            "created_at": self.created_at,
            "migrations": self.migrations,
            "tables": {
                member.table: {
                    "member": member.name,
                    "rows": member.rows,
                    "sha256": member.sha256,
                    "last_id": member.last_id,
                }
                for member in self.members
            },
        }
        return f"{json.dumps({**content, 'sha256': _sealed(content)}, indent=2)}\n".encode()


class Writer:
    """A backup that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def add(self, table: str, lines: Iterable[bytes], *, last_id: int) -> Member:
        """Write the lines, each with its line end, and tell what was written."""
        name = Member(table=table, rows=0, sha256="", last_id=0).name
        digest, rows = hashlib.sha256(), 0
        with self._file.open(name, "w", force_zip64=True) as member:
            for line in lines:
                member.write(line)
                digest.update(line)
                rows += 1
        return Member(table=table, rows=rows, sha256=digest.hexdigest(), last_id=last_id)

    def finish(self, manifest: Manifest) -> None:
        self._file.writestr(MANIFEST, manifest.as_bytes())


class Reader:
    """A backup that is being read, with a manifest that names every member and no other."""

    def __init__(self, file: zipfile.ZipFile, path: Path) -> None:
        self._file, self._path = file, path
        self.manifest = _manifest_of(file.read(MANIFEST), path)
        expected = [MANIFEST, *(member.name for member in self.manifest.members)]
        if sorted(file.namelist()) != sorted(expected):
            raise DamagedBackupError(
                _("%(file)s is damaged: its members are not those of its manifest.")
                % {"file": path}
            )

    def lines(self, member: Member) -> Iterator[bytes]:
        """The member's lines. Raises DamagedBackupError after the last one at the latest when
        they are not those that were written.
        """
        digest, rows = hashlib.sha256(), 0
        with damage_told(self._path), self._file.open(member.name) as stream:
            for line in stream:
                digest.update(line)
                rows += 1
                yield line
        if (digest.hexdigest(), rows) != (member.sha256, member.rows):
            raise DamagedBackupError(
                _("%(file)s is damaged: the rows of %(table)s are not those that were saved.")
                % {"file": self._path, "table": member.table}
            )

    def verify(self) -> None:
        """Read every member to its end. Raises DamagedBackupError."""
        for member in self.manifest.members:
            for _line in self.lines(member):
                pass


@contextmanager
def new_archive(path: Path, *, replace: bool) -> Iterator[Writer]:
    """A backup that stands at `path` after the block, or not at all when the block fails.

    Raises BackupError when there is a file already that may not be replaced, or no place for one.
    """
    if path.is_dir():
        raise BackupError(_("%(file)s is a directory: name a file in it.") % {"file": path})
    if path.exists() and not replace:
        raise BackupError(
            _("%(file)s exists already: choose another name, or replace it with --force.")
            % {"file": path}
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with _private_file(unfinished) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BackupError(
            _("%(file)s cannot be written: %(reason)s.")
            % {"file": path, "reason": error.strerror or error}
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def open_archive(path: Path) -> Iterator[Reader]:
    """Raises BackupError for what cannot be read, DamagedBackupError for what is no whole
    backup.
    """
    try:
        with path.open("rb") as file:
            with damage_told(path):
                archive = zipfile.ZipFile(file)
                reader = Reader(archive, path)
            yield reader
    except OSError as error:
        raise BackupError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path, "reason": error.strerror or error}
        ) from error


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """What reading a damaged file raises, told as DamagedBackupError."""
    try:
        yield
    except (*_DAMAGE, OSError) as error:
        # A failing disk has a number. An unpacker's refusal has none (bz2: a flipped bit names it
        # as the way of packing), and a damaged offset leads to a place that no file has: EINVAL.
        if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:
            raise
        raise DamagedBackupError(
            _("%(file)s is no whole backup of Stanceline; it may be cut short or altered.")
            % {"file": path}
        ) from error


def _private_file(path: Path) -> IO[bytes]:
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _sealed(content: dict[str, Any]) -> str:
    """The SHA-256 of the manifest itself, whatever its spaces and the order of its keys."""
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _manifest_of(raw: bytes, path: Path) -> Manifest:
    content: dict[str, Any] = json.loads(raw)
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    if content["format_version"] != FORMAT_VERSION:
        raise BackupError(
            _(
                "%(file)s is a backup of format %(found)s, and this Stanceline reads format "
                "%(read)d: restore it with the version that made it (%(version)s)."
            )
            % {
                "file": path,
                "found": content["format_version"],
                "read": FORMAT_VERSION,
                "version": content["product_version"],
            }
        )
    if content.pop("sha256") != _sealed(content):
        raise ValueError(MANIFEST)
    members = tuple(
        Member(
            table=str(table),
            rows=int(told["rows"]),
            sha256=str(told["sha256"]),
            last_id=int(told["last_id"]),
        )
        for table, told in content["tables"].items()
    )
    migrations = {
        str(app): [str(name) for name in names] for app, names in content["migrations"].items()
    }
    return Manifest(
        product_version=str(content["product_version"]),
        created_at=str(content["created_at"]),
        migrations=migrations,
        members=members,
    )
