"""Show what the reader finds in a text. Stores nothing and opens no database."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from commentary.reading import Document, read
from commentary.reading.rows import as_row
from commentary.reading.view import coloured
from common.management import StancelineCommand

_ROW_FILES = {".jsonl", ".ndjson"}
_PAGE_FILES = {".html", ".htm", ".xhtml"}


class BadRowError(ValueError):
    """A line of --jsonl input that is no document; the message says why."""


class Command(StancelineCommand):
    """Read one text, or one text per line with --jsonl."""

    help = "Show who says what in a text: form, statements, speakers. Stores nothing."
    requires_system_checks = []
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the form of the output."""
        parser.add_argument(
            "file", nargs="?", metavar="FILE", help="a text file; standard input when left out"
        )
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='print JSON rows. Standard input, and a FILE ending in .jsonl, holds rows {"id", '
            '"text"} (also "title", "language"); any other FILE is one document.',
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read and print; rows that cannot be read are named on stderr and end in status 1."""
        path = Path(options["file"]) if options["file"] else None
        if options["jsonl"] and (path is None or path.suffix.lower() in _ROW_FILES):
            self._read_rows(path)
            return
        reading_id = path.name if path else "-"
        document = Document(_text_of(path))
        reading = read(document)
        if options["jsonl"]:
            self.stdout.write(_line(as_row(reading_id, reading)))
        else:
            self.stdout.write(coloured(document, reading, colour=self._has_colour()))

    def _has_colour(self) -> bool:
        return self.stdout.isatty() and not os.environ.get("NO_COLOR")

    def _read_rows(self, path: Path | None) -> None:
        bad = 0
        if path is None:
            bad = self._print_rows(sys.stdin.buffer)
        else:
            try:
                with path.open("rb") as lines:
                    bad = self._print_rows(lines)
            except OSError as error:
                raise CommandError(_unreadable(path, error)) from error
        if bad:
            raise CommandError(
                _("%(count)d rows could not be read; the others were.") % {"count": bad}
            )

    def _print_rows(self, lines: Iterable[bytes]) -> int:
        """Print one row for each good line, at once; return how many were bad."""
        bad = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row_id, document = _document(line)
            except BadRowError as error:
                bad += 1
                self.stderr.write(
                    _("Line %(number)d: %(reason)s") % {"number": number, "reason": error}
                )
                continue
            self.stdout.write(_line(as_row(row_id, read(document))))
            self.stdout.flush()
        return bad


def _document(line: bytes) -> tuple[str, Document]:
    """Return the id and the document of one row; BadRowError says what is wrong with it."""
    try:
        row = json.loads(line)
    except ValueError as error:  # also what is no UTF-8
        raise BadRowError(_("not JSON (%s).") % error) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise BadRowError(_('a row needs an "id" and a "text" that is a string.'))
    if not isinstance(row.get("id"), str | int) or isinstance(row["id"], bool):
        raise BadRowError(_('a row needs an "id": a string or a number.'))
    title, language = row.get("title") or "", row.get("language") or "en"
    if not isinstance(title, str) or not isinstance(language, str):
        raise BadRowError(_('"title" and "language" are strings.'))
    return str(row["id"]), Document(row["text"], title=title, language=language)


def _text_of(path: Path | None) -> str:
    """Return a file's text, or standard input's, line ends as they are."""
    if path is None:
        raw, name = sys.stdin.buffer.read(), _("Standard input")
    elif path.suffix.lower() in _PAGE_FILES:
        raise CommandError(
            _("%(path)s is a web page: `add_article %(path)s` takes its text out and reads it.")
            % {"path": path}
        )
    else:
        name = str(path)
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise CommandError(_unreadable(path, error)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            _("%(name)s is not UTF-8 text (byte %(place)d).")
            % {"name": name, "place": error.start}
        ) from error


def _unreadable(path: Path, error: OSError) -> str:
    return _("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror}


def _line(row: dict[str, Any]) -> str:
    # A lone surrogate is no UTF-8: such a row is written with escapes.
    line = json.dumps(row, ensure_ascii=False)
    return line if _encodes(line) else json.dumps(row)


def _encodes(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
