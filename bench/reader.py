"""What the reader finds, against texts that people labelled: the figures of docs/measurements.md.

    make bench-reader POLNEAR=path/to/PolNeAR GUM=path/to/rows

POLNEAR is a checkout of the corpus or a file of rows; GUM a directory that holds
gum_news_dev.jsonl and gum_interview_dev.jsonl (rows as described in bench/reader_corpora.py).
What is missing is left out, with a line that says how to get it. Speed and memory need nothing.
`.venv/bin/python -m bench.reader --help` tells what else can be asked: another split, examples of
errors. Examples are printed and stored nowhere: the texts are not ours.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import reader_corpora, reader_errors, reader_own, reader_scores, reader_speed
from commentary.reading import Document, Reading, read

_NEWS, _INTERVIEWS = "gum_news_dev.jsonl", "gum_interview_dev.jsonl"
_WIDTH = 58
_SLOWEST = 40.0  # articles a second
_GREW = 8_000  # kB that are no leak: the allocator takes whole arenas

HOW_TO_GET_POLNEAR = (
    "PolNeAR is not measured: name it with POLNEAR=path (or --polnear). It is the repository"
    " networkdynamics/PolNeAR on GitHub, to be used at home: it states no licence."
)
HOW_TO_GET_GUM = (
    "GUM is not measured: name a directory with GUM=path (or --gum) that holds {missing}. Text and"
    " annotation are those of the GUM corpus (gucorpling.org/gum), as rows that"
    " bench/reader_corpora.py describes."
)


def main() -> None:
    """Measure and print; exits with 1 where a corpus cannot be read, or the reader is too slow."""
    options = _options()
    try:
        _print_polnear(options)
        _print_gum(options)
        _print_own()
    except reader_corpora.CorpusError as error:
        sys.exit(str(error))
    _print_hostile(options.hostile)
    sys.exit(_print_speed())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.reader", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--polnear", type=Path, default=_path("POLNEAR"), metavar="PATH")
    parser.add_argument("--gum", type=Path, default=_path("GUM"), metavar="DIRECTORY")
    parser.add_argument("--split", default="dev", help="of PolNeAR: dev (if not given) or train")
    parser.add_argument(
        "--errors",
        type=int,
        default=0,
        metavar="N",
        help="print N examples of each class of errors: [source] {cue} <words>",
    )
    parser.add_argument(
        "--hostile",
        type=int,
        default=0,
        metavar="MB",
        help="also read so many megabytes of one mark or word each (10 take minutes)",
    )
    return parser.parse_args()


def _path(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value).expanduser() if value else None


def _print_polnear(options: argparse.Namespace) -> None:
    if options.polnear is None:
        _say(HOW_TO_GET_POLNEAR)
        return
    articles = reader_corpora.polnear(options.polnear, options.split)
    begun = time.process_time()
    readings = _read_all([article.text for article in articles])
    words = sum(len(article.text.split()) for article in articles)
    speed = words / reader_speed.WORDS / (time.process_time() - begun)
    scores = reader_scores.score_statements(articles, readings)
    _say(f"PolNeAR {options.split}: {len(articles)} articles, {scores.wanted} attributions,")
    _say(f"  {scores.found} statements found")
    _line("", "found", "floor", "done at", "aim", "human")
    half, same = scores.half, scores.same
    precision = _share(half, scores.found)
    _line("F1 at Jaccard >= .5", scores.f1(half), 51, 60, 66, 79)
    _line("  precision", precision, "", 70, "", "")
    _line("  recall", _share(half, scores.wanted), "", "", "", "")
    _line("F1, exactly the same words", scores.f1(same), 26, 36, 42, 69)
    _line("recall at >= .5: direct", scores.recall("direct"), 97, 97, 98, 98)
    _line("  mixed", scores.recall("mixed"), "", "", "", "")
    _line("  indirect", scores.recall("indirect"), "", "", "", "")
    _line("  speech cue, named or pronoun source", scores.recall("speech"), "", 65, 75, "")
    right = _share(scores.speakers_right, scores.speakers)
    _line("speaker, of those found at >= .5", right, 66, 85, 90, 96)
    count = scores.by_type["speech"]["wanted"] if "speech" in scores.by_type else 0
    _wrapped(f"The slice has {count} attributions: {reader_scores.SLICE}.")
    _print_same_words(readings, [article.text for article in articles])
    _line(f"articles of {reader_speed.WORDS} words a second, one core", speed, "", 40, 100, "")
    _print_errors(articles, readings, options.errors)


def _print_errors(
    articles: Sequence[reader_corpora.Article], readings: Sequence[Reading], examples: int
) -> None:
    found = reader_errors.errors_in(articles, readings)
    for side in ("missed", "wrong"):
        kinds = {kind: errors for kind, errors in found.items() if kind.startswith(side)}
        total = sum(map(len, kinds.values()))
        _say(f"\n{side}: {total}")
        for kind, errors in kinds.items():
            share = _share(len(errors), total)
            _say(f"  {kind.partition(': ')[2]:<54}{len(errors):6} {share:5.1f} %")
            step = max(1, len(errors) // max(1, examples))  # from the whole set, not its first
            for error in errors[step // 2 :: step][:examples]:
                _say(f"      {error.words}\n        ({error.article})")


def _print_gum(options: argparse.Namespace) -> None:
    there = options.gum
    missing = [
        name for name in (_NEWS, _INTERVIEWS) if there is None or not (there / name).exists()
    ]
    if missing:
        _say("\n" + HOW_TO_GET_GUM.format(missing=" and ".join(missing)))
    if _NEWS not in missing:
        _print_people(there / _NEWS)
    if _INTERVIEWS not in missing:
        _print_interviews(there / _INTERVIEWS)


def _print_people(path: Path) -> None:
    articles = reader_corpora.articles(path)
    readings = _read_all([article.text for article in articles])
    right, of, wrong = reader_scores.score_people(articles, readings)
    _say(f"\nGUM news: {len(articles)} articles, {of} attributions with a person")
    _line("", "found", "floor", "done at", "aim", "human")
    _line("right person, pronouns resolved", str(right), "", 35, 39, "")
    not_found = sum(line.startswith("not found") for line in wrong)
    nobody = sum(line.startswith("nobody") for line in wrong)
    _say(
        f"  statement not found {not_found}, person left open {nobody},"
        f" another person {len(wrong) - not_found - nobody}"
    )
    _print_same_words(readings, [article.text for article in articles])


def _print_interviews(path: Path) -> None:
    interviews = reader_corpora.interviews(path)
    readings = _read_all([interview.text for interview in interviews])
    _say(f"\nGUM interviews: {len(interviews)} texts in three renderings")
    _line("paragraphs with the right role, %", "found", "floor", "done at", "aim", "pair F1")
    limits = {"labelled": (89.5, 97, 99), "qa": (92.5, 97, 99), "bare": (87, 94, 97)}
    for variant, one in reader_scores.score_interviews(interviews, readings).items():
        bounds = limits.get(variant, ("", "", ""))
        _line(f"  {variant}", one.accuracy, *bounds, f"{one.pair_f1:.1f}")
    _print_same_words(readings, [interview.text for interview in interviews])


def _print_own() -> None:
    _say("\nTexts written for the tests")
    _line("", "found", "floor", "done at", "aim", "human")
    right, of = reader_own.stated_days()
    _line(f"day, precision and basis right, of {of}, %", _share(right, of), "", 91.7, 100, "")
    found, of = reader_own.notices()
    _line(f"statements in each of {of} notices, mean", found / of, "", 0.1, 0, "")
    right, of = reader_own.sentences()
    _line(f"sentences read as written down, of {of}, %", _share(right, of), "", "", 100, "")


def _print_same_words(readings: Sequence[Reading], texts: Sequence[str]) -> None:
    """Say whether all words that were found are slices of their text."""
    equal = [
        one.text == " ".join(text[span.start : span.end] for span in one.spans)
        for text, reading in zip(texts, readings, strict=True)
        for one in reading.statements
    ]
    share = _share(sum(equal), len(equal))
    _line("words equal to the slices of their text, %", share, "", 100, "", "")


def _print_hostile(megabytes: int) -> None:
    """Say how long texts take that nobody writes: the time has to grow with their length only."""
    if not megabytes:
        return
    _say(f"\nSeconds for a text of so many megabytes{'':9}{megabytes / 4:>6}{megabytes:>9}")
    for unit in ('"', "said ", "word", "Marit Solvang said "):
        quarter, whole = (
            reader_speed.seconds_for(unit * (size * 250_000 // len(unit)))
            for size in (megabytes, 4 * megabytes)
        )
        _line(f"  nothing but {unit!r}", quarter, f"{whole:.1f}")


def _print_speed() -> int:
    speed = reader_speed.measure(reader_speed.invented_articles(100), times=5)
    _say(f"\nSpeed: invented articles of {reader_speed.WORDS} words, one core")
    _line("", "found", "floor", "done at", "aim", "human")
    _line("articles a second", speed.articles, "", 40, 100, "")
    _line(
        f"growth of memory over {speed.read} articles, kB", str(speed.growth), "", "flat", "", ""
    )
    return int(speed.articles < _SLOWEST or speed.growth > _GREW)


def _read_all(texts: Sequence[str]) -> list[Reading]:
    return [read(Document(text)) for text in texts]


def _share(part: int, whole: int) -> float:
    return reader_scores.share(part, whole)


def _line(what: str, found: float | str, *limits: float | str) -> None:
    shown = f"{found:.1f}" if isinstance(found, float) else found
    _say(f"{what:<46}{shown:>8}" + "".join(f"{limit!s:>9}" for limit in limits))


def _wrapped(words: str) -> None:
    line = " "
    for word in words.split():
        if len(line) + len(word) > _WIDTH + 40:
            _say(line)
            line = " "
        line += f" {word}"
    _say(line)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
