"""How `make bench-reader` compares readings with labelled texts. All words are invented."""

import json
from pathlib import Path

import pytest

from bench import reader_corpora, reader_errors, reader_scores
from bench.reader_corpora import Attribution, CorpusError
from commentary.reading import Document, read

TEXT = "Marit Solvang said the quay would sink. The pilots hummed a song about it. “Why?”"
SAID = Attribution(((19, 38),), (0, 13), (14, 18), "indirect", "Marit Solvang")
HUMMED = Attribution(((56, 73),), (40, 50), (51, 57), "indirect")


def rows(tmp_path: Path, *quotes: dict[str, object]) -> Path:
    path = tmp_path / "rows.jsonl"
    row = {"id": "a", "split": "dev", "text": TEXT, "quotes": quotes}
    path.write_text(json.dumps(row), encoding="utf-8")
    return path


def test_an_attribution_is_found_missed_and_counted_by_kind(tmp_path: Path) -> None:
    path = rows(
        tmp_path,
        {
            "spans": [[19, 38]],
            "type": "indirect",
            "speaker_start": 0,
            "speaker_end": 13,
            "cue_start": 14,
            "cue_end": 18,
            "speaker_entity": "Marit Solvang",
        },
        {
            "spans": [[56, 73]],
            "type": "indirect",
            "speaker_start": 40,
            "speaker_end": 50,
            "cue_start": 51,
            "cue_end": 57,
        },
    )

    (article,) = articles = reader_corpora.polnear(path, "dev")
    readings = [read(Document(article.text))]
    scores = reader_scores.score_statements(articles, readings)

    assert article.attributions == (SAID, HUMMED)
    assert (scores.wanted, scores.found, scores.half, scores.same) == (2, 1, 1, 1)
    assert (scores.speakers, scores.speakers_right) == (1, 1)
    assert scores.by_type == {
        "indirect": {"wanted": 2, "half": 1, "same": 1},
        "speech": {"wanted": 1, "half": 1, "same": 1},
    }
    assert round(scores.f1(scores.half), 1) == 66.7
    assert reader_scores.score_people(articles, readings) == (1, 1, [])
    assert {
        kind: len(errors) for kind, errors in reader_errors.errors_in(articles, readings).items()
    } == {"missed: no word of the cue known, a noun says it": 1}


def test_a_checkout_of_brat_files_is_read_as_its_rows(tmp_path: Path) -> None:
    for kind in ("text", "attributions"):
        (tmp_path / "data" / "dev" / kind).mkdir(parents=True)
    (tmp_path / "data/dev/text/quay.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data/dev/attributions/quay_0a1b.ann").write_text(
        "T1\tSource 0 13\tMarit Solvang\nT2\tCue 14 18\tsaid\nT3\tContent 19 38\tthe quay\n"
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n",
        encoding="utf-8",
    )

    (article,) = reader_corpora.polnear(tmp_path, "dev")

    assert article == reader_corpora.Article(
        "quay", TEXT, (Attribution(((19, 38),), (0, 13), (14, 18), "indirect"),)
    )


def test_statements_are_matched_one_to_one_the_most_alike_first() -> None:
    wanted = [frozenset({1, 2, 3, 4}), frozenset({4, 5})]
    found = [frozenset({3, 4, 5}), frozenset({1, 2, 3, 4})]

    assert list(reader_scores.matches(wanted, found)) == [
        reader_scores.Match(0, 1, 1.0),
        reader_scores.Match(1, 0, 2 / 3),
    ]


@pytest.mark.parametrize("content", [None, "no rows"])
def test_a_corpus_that_is_none_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "rows.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(CorpusError, match=r"holds no JSON rows|cannot be read"):
        reader_corpora.articles(path)
    with pytest.raises(CorpusError, match="no checkout of PolNeAR"):
        reader_corpora.polnear(tmp_path, "dev")
