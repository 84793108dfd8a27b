"""The backup file: gzipped lines of JSON, a header, the rows of each table, a sum at the end; knows no database.

Rows stand in it as they lie in the database, so what is encrypted there is encrypted here.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from plan.store.keys import StoreRefused

FORMAT = "what-matters-backup"
FORMAT_NUMBER = 1
# A line is one row; the longest holds a frozen plan. More than this is no backup of ours.
LONGEST_LINE = 64 * 1024 * 1024
DIGEST_BITS = 256
UNREADABLE = (EOFError, zlib.error, gzip.BadGzipFile)

Row = list[Any]


class BackupForeign(StoreRefused):
    """The file is no backup made by this software."""


class BackupBroken(StoreRefused):
    """The file was cut short or changed."""


class BackupNewer(StoreRefused):
    """The file was made by a newer release."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """What stands before the rows.

    Attributes:
        revision: the migration that the tables were at.
        made_at: when, in ISO 8601.
        key: the key, only where it was asked for.
    """

    revision: str
    made_at: str
    key: str | None = None


@dataclass
class Sums:
    """Number of rows of each table and a sum over their hashes, which does not depend on their order."""

    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Count one row."""
        before = int(self.digests.get(table, "0"), 16)
        one = int(sha256(_written(row)).hexdigest(), 16)
        self.rows[table] = self.rows.get(table, 0) + 1
        self.digests[table] = f"{(before + one) % (1 << DIGEST_BITS):064x}"


def write_backup(path: Path, header: Header, rows: Iterable[tuple[str, Row]]) -> Sums:
    """Write a whole backup under a name of its own, then give it `path`; only the owner may read it.

    Raises FileExistsError when there is a file already, OSError when the disk fails; then no file is left.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    sums, whole = Sums(), sha256()
    try:
        with (
            os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw,
            gzip.GzipFile(fileobj=raw, mode="wb", filename="", compresslevel=6) as out,
        ):

            def write(value: Any) -> None:
                line = _written(value) + b"\n"
                whole.update(line)
                out.write(line)

            write({FORMAT: FORMAT_NUMBER, **{key: value for key, value in asdict(header).items() if value}})
            for table, row in rows:
                sums.add(table, row)
                write([table, *row])
            write({**asdict(sums), "sha256": whole.hexdigest()})
            out.close()
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return sums


def read_header(path: Path) -> Header:
    """The header. Raises BackupForeign, BackupNewer, OSError."""
    with _reading(path) as lines:
        try:
            return _header(next(lines, b""))
        except UNREADABLE as error:
            raise BackupForeign from error


def read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Each row with the name of its table. Call `check_backup` first."""
    with _reading(path) as lines:
        for line in lines:
            value = json.loads(line)
            if isinstance(value, list):
                yield value[0], value[1:]


def check_backup(path: Path) -> Sums:
    """Read the whole file and compare it with its sums. Raises BackupForeign, BackupNewer, BackupBroken, OSError."""
    whole, sums, last = sha256(), Sums(), b""
    read_header(path)
    try:
        with _reading(path) as lines:
            last = next(lines, b"")
            for line in lines:
                whole.update(last)
                if last.startswith(b"["):
                    table, *row = json.loads(last)
                    sums.add(table, row)
                last = line
        end = json.loads(last)
        if end != {**asdict(sums), "sha256": whole.hexdigest()}:
            raise BackupBroken
    except (*UNREADABLE, ValueError, TypeError, AttributeError) as error:
        raise BackupBroken from error
    return sums


class _reading:  # noqa: N801
    """The lines of a file as an iterator, each at most LONGEST_LINE long."""

    def __init__(self, path: Path) -> None:
        self._file = gzip.open(path, "rb")  # noqa: SIM115

    def __enter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.readline(LONGEST_LINE), b"")

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _header(line: bytes) -> Header:
    try:
        found = json.loads(line)
        if found[FORMAT] > FORMAT_NUMBER:
            raise BackupNewer
        return Header(revision=str(found["revision"]), made_at=str(found["made_at"]), key=found.get("key"))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BackupForeign from error


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
