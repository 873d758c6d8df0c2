"""Show what the reader finds in a text. Stores nothing; opens no database unless asked to."""

import json
import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from commentary.models import Expert
from commentary.reading import Document, Mark, Reading, read
from commentary.reading.rows import as_row
from commentary.services.linking import link_persons, spellings_of
from common.isolation import IsolatedError, run_isolated
from common.management import StancelineCommand
from config.management.reading_view import reading_view
from sources.parsing.pages import parse_page

_ROW_FILES = {".jsonl", ".ndjson"}
_PAGE_FILES = {".html", ".htm", ".xhtml"}
_WIDEST = 100  # columns: longer lines are hard to read
_PARSE_SECONDS, _PARSE_MEGABYTES = 30, 1024


class BadRowError(ValueError):
    """A line of --jsonl input that is no document; the message says why."""


class Command(StancelineCommand):
    """Read one text or web page, or one text per line with --jsonl."""

    help = "Show who says what in a text: form, statements, speakers. Stores nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the form of the output."""
        parser.add_argument(
            "file",
            nargs="?",
            metavar="FILE",
            help="a text file or a saved web page (.html); standard input when left out",
        )
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='print JSON rows. Standard input, and a FILE ending in .jsonl, holds rows {"id", '
            '"text"} (also "title", "language"); any other FILE is one document.',
        )
        parser.add_argument(
            "--tracked",
            action="store_true",
            help="say which persons are tracked experts; this opens the database",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read and print; rows that cannot be read are named on stderr and end in status 1."""
        path = Path(options["file"]) if options["file"] else None
        is_tracked = options["tracked"]
        if options["jsonl"] and (path is None or path.suffix.lower() in _ROW_FILES):
            self._read_rows(path, is_tracked=is_tracked)
            return
        is_page = path is not None and path.suffix.lower() in _PAGE_FILES
        document = _page_of(path) if path and is_page else Document(_text_of(path))
        reading = read(document)
        tracked = _tracked(reading) if is_tracked else {}
        if options["jsonl"]:
            row = _row(path.name if path else "-", reading, tracked)
            # A page's offsets count in the text that was taken out of it, so that stands beside.
            self.stdout.write(_line(row | ({"text": document.text} if is_page else {})))
        else:
            self.stdout.write(
                reading_view(
                    document,
                    reading,
                    tracked=tracked,
                    colour=self._has_colour(),
                    columns=min(_WIDEST, shutil.get_terminal_size().columns),
                )
            )

    def _has_colour(self) -> bool:
        is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return self.stdout.isatty() and not is_plain

    def _read_rows(self, path: Path | None, *, is_tracked: bool) -> None:
        bad = 0
        if path is None:
            bad = self._print_rows(sys.stdin.buffer, is_tracked=is_tracked)
        else:
            try:
                with path.open("rb") as lines:
                    bad = self._print_rows(lines, is_tracked=is_tracked)
            except OSError as error:
                raise CommandError(_unreadable(path, error)) from error
        if bad:
            raise CommandError(
                _("%(count)d rows could not be read; the others were.") % {"count": bad}
            )

    def _print_rows(self, lines: Iterable[bytes], *, is_tracked: bool) -> int:
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
            reading = read(document)
            tracked = _tracked(reading) if is_tracked else {}
            self.stdout.write(_line(_row(row_id, reading, tracked)))
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
    name = str(path) if path else _("Standard input")
    raw = _bytes_of(path) if path else sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            _("%(name)s is not UTF-8 text (byte %(place)d).")
            % {"name": name, "place": error.start}
        ) from error


def _page_of(path: Path) -> Document:
    """Return the article of a saved web page."""
    body = _bytes_of(path)
    parse = partial(parse_page, body, url="")
    try:
        page = run_isolated(parse, seconds=_PARSE_SECONDS, megabytes=_PARSE_MEGABYTES)
    except IsolatedError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error}
        ) from error
    if not page.is_article:
        raise CommandError(
            _("%(path)s has no article: %(reason)s") % {"path": path, "reason": page.reason}
        )
    kinds: dict[str, Literal["heading", "strong"]] = {"heading": "heading", "strong": "strong"}
    marks = tuple(
        Mark(kinds[kind], start, end) for kind, start, end in page.marks if kind in kinds
    )
    return Document(page.text, title=page.title, language=page.language or "en", marks=marks)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(_unreadable(path, error)) from error


def _tracked(reading: Reading) -> dict[str, str]:
    """Return the slugs of tracked experts by their name in the document."""
    linked = link_persons(
        (person.name for person in reading.persons), spellings_of(reading)
    ).experts
    slugs = dict(Expert.objects.filter(pk__in=set(linked.values())).values_list("pk", "slug"))
    return {person: slugs[pk] for person, pk in linked.items() if pk in slugs}


def _row(row_id: str, reading: Reading, tracked: Mapping[str, str]) -> dict[str, Any]:
    """Return the reading's row; a tracked speaker carries the expert's slug."""
    row = as_row(row_id, reading)
    for statement in row["statements"]:
        speaker = statement["speaker"]
        if speaker and speaker["is_person"] and speaker["person"] in tracked:
            speaker["expert"] = tracked[speaker["person"]]
    return row


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
