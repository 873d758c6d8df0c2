"""CPU for an article from the bytes of its page to its stored text, as a ratio to what trafilatura
alone needs to read the same page with its metadata.

    make bench-article

Prints both, the ratio (aim: at most 3.0), who found the texts, and where the time goes. Pages are
of invented words (bench/article_pages.py). Works in a database of its own, which goes afterwards.
"""

import cProfile
import hashlib
import os
import pstats
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Any

PAGES = 200
WARM_UP = 12
MOST = 3.0
#: (what, the function whose time with all that it calls counts, its file)
STAGES = (
    ("decoding", "decode", "encodings.py"),
    ("the tree", "_parse", "pages.py"),
    ("facts (headline, byline, dates)", "read_facts", "page_facts.py"),
    ("  of that: a day out of the words (htmldate)", "_guess_day", "page_dates.py"),
    ("first extractor", "_first", "extracting.py"),
    ("the page's own data", "whole_text", "linked_text.py"),
    ("doubt and second extractor", "_doubted", "extracting.py"),
    ("is it an article", "judge", "verdicts.py"),
    ("language", "detect_language", "languages.py"),
    ("next part", "next_page", "pagination.py"),
)


def main() -> None:
    """Measure and print; exits with 1 where the ratio is above MOST."""
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'article.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django  # noqa: PLC0415 - after its settings are known

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        sys.exit(_measure())


def _measure() -> int:
    from bench.article_pages import pages  # noqa: PLC0415 - after setup

    _run(list(pages(WARM_UP, seed=2)))
    _alone(list(pages(WARM_UP, seed=2)))
    made = list(pages(PAGES, seed=1))
    reading, storing, found = _run(made)
    alone = _alone(made)
    ratio = (reading + storing) / alone
    size = sum(len(body) for _url, body in made) / PAGES / 1_000
    _say(f"{PAGES} pages of {size:.0f} kB on average; CPU per page, in ms")
    _say(f"  trafilatura alone            {1_000 * alone / PAGES:6.1f}")
    _say(f"  ours: reading (own process)  {1_000 * reading / PAGES:6.1f}")
    _say(f"  ours: recognising, storing   {1_000 * storing / PAGES:6.1f}")
    _say(f"  ratio                        {ratio:6.2f}  (aim: {MOST})")
    _say("texts found by " + ", ".join(f"{who}: {n}" for who, n in found.most_common()))
    _stages(made)
    return 0 if ratio <= MOST else 1


def _run(made: Sequence[tuple[str, bytes]]) -> tuple[float, float, Counter[str]]:
    """CPU seconds of the process that reads and of this one, and who found the texts."""
    from sources.parsing.pages import parse_page  # noqa: PLC0415 - after setup
    from sources.services.quarantine import read_safely  # noqa: PLC0415

    found: Counter[str] = Counter()
    owed = [_owe(url) for url, _body in made]
    there, here = _spent_by_children(), time.process_time()
    for (url, body), article in zip(made, owed, strict=True):
        parse = partial(parse_page, url=url, content_type="text/html")
        page = read_safely(parse, body, url=url, seconds=20, megabytes=500)
        found[_store(article, body, page)] += 1
    return _spent_by_children() - there, time.process_time() - here, found


def _owe(url: str) -> Any:
    """An article as a feed leaves it, with its visit under way."""
    from uuid import uuid4  # noqa: PLC0415 - after setup

    from django.utils import timezone  # noqa: PLC0415

    from sources.models import Article  # noqa: PLC0415
    from sources.services.outlets import outlet_of_page  # noqa: PLC0415

    now = timezone.now()
    return Article.objects.create(
        url=url, outlet=outlet_of_page(url), first_seen_at=now, due_at=now, lease_token=uuid4()
    )


def _store(article: Any, body: bytes, page: Any) -> str:
    """Everything that a visit does with what was read; returns who found the text."""
    from sources.services.recording import record_page  # noqa: PLC0415
    from sources.services.responses import Response  # noqa: PLC0415

    sha256 = hashlib.sha256(body).hexdigest()
    response = Response(1, article.url, 200, "text/html", body, sha256)
    report = record_page(article, article.lease_token, page, [response])
    if report is None or report.text is None:
        raise RuntimeError(f"{article.url} was not stored: {page.reason}")
    return str(report.text.extractor)


def _alone(made: Sequence[tuple[str, bytes]]) -> float:
    import trafilatura  # noqa: PLC0415

    began = time.process_time()
    for url, body in made:
        trafilatura.bare_extraction(body, url=url, with_metadata=True)
    return time.process_time() - began


def _spent_by_children() -> float:
    """CPU seconds of the child processes, those that are gone included (Linux)."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for child in active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return gone.ru_utime + gone.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def _stages(made: Sequence[tuple[str, bytes]]) -> None:
    """Shares of the time in parse_page, by a profile that makes small calls dearer."""
    from sources.parsing.pages import parse_page  # noqa: PLC0415

    profile = cProfile.Profile()
    for url, body in made[:WARM_UP]:
        parse_page(body, url=url)  # the model of languages is loaded once
    for url, body in made[: PAGES // 4]:
        profile.runcall(parse_page, body, url=url, content_type="text/html")
    rows: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    spent: dict[tuple[str, str], float] = {}
    for (file, _line, name), row in rows.items():
        key = (name, Path(file).name)
        spent[key] = spent.get(key, 0.0) + row[3]
    whole = spent[("parse_page", "pages.py")]
    _say("where the time of reading goes")
    for what, name, file in STAGES:
        _say(f"  {what:46}{100 * spent.get((name, file), 0.0) / whole:5.1f} %")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
