"""The command `read_article`: a view for people, rows for programs; no database unless asked."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.commentary.reading import interviews
from tests.factories.commentary import ExpertNameFactory

TEXT = "Marit Solvang did not say that the quay would sink."
ROOT = Path(__file__).parents[3]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own: no environment but PATH, so no SECRET_KEY."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "read_article", *arguments],
        input=stdin,
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
        timeout=60,
        check=False,
    )


def row_of(path: Path, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("read_article", str(path), "--jsonl", *options, stdout=out)
    row: dict[str, Any] = json.loads(out.getvalue())
    return row


def test_rows_are_read_one_by_one_without_any_setting() -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT}),
        "{",
        "",
        json.dumps({"id": 7, "text": "Nothing."}),
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": "x", "title": 3}),
    ]

    done = run("--jsonl", stdin="\n".join(lines).encode())

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["form"], len(row["statements"])) for row in rows] == [
        ("a", "news", 1),
        ("7", "other", 0),
    ]
    complaints = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in complaints] == [
        "Line 2",
        "Line 5",
        "Line 6",
        "CommandError",
    ]
    assert done.returncode == 1


def test_a_row_has_the_documented_shape(tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(TEXT, encoding="utf-8")

    assert row_of(path) == {
        "id": "quay.txt",
        "form": "news",
        "interview": None,
        "statements": [
            {
                "type": "indirect",
                "medium": "speech",
                "spans": [[26, 50]],
                "text": "that the quay would sink",
                "speaker": {
                    "text": "Marit Solvang",
                    "start": 0,
                    "end": 13,
                    "person": "Marit Solvang",
                    "is_person": True,
                },
                "cue": {"text": "did not say", "start": 14, "end": 25},
                "negated": True,
                "hypothetical": False,
                "reported_by": "",
                "exchange": None,
                "asked": False,
                "in_headline": False,
                "rendering": "paraphrase",
                "non_answer": "",
                "day": None,
                "spoken_language": "",
                "signatories": [],
            }
        ],
        "persons": [
            {"name": "Marit Solvang", "mentions": [[0, 13]], "affiliations": [], "also": []}
        ],
        "reason": "",
        "signatories": [],
        "headline_differences": [],
        "entries": [],
    }


def test_a_row_shows_an_interview(tmp_path: Path) -> None:
    path = tmp_path / "interview.txt"
    path.write_text(interviews.bare(), encoding="utf-8")

    interview = row_of(path)["interview"]

    text = interviews.bare()
    assert interview["guests"] == ["Marit Solvang"]
    assert [turn["role"] for turn in interview["turns"]][:3] == [
        "narration",
        "interviewer",
        "guest",
    ]
    start, end = interview["exchanges"][2]["question"]
    assert text[start:end] == interviews.EXCHANGES[2][0]
    (answer,) = interview["exchanges"][2]["answers"]
    assert answer["speaker"] == "Marit Solvang"
    assert text[slice(*answer["span"])] == interviews.EXCHANGES[2][1][0]


def test_a_saved_page_is_read_through_its_article(tmp_path: Path) -> None:
    parts = [*interviews.INTRODUCTION, *(p for q, a in interviews.EXCHANGES for p in (q, *a))]
    body = "".join(f"<p>{part}</p>" for part in parts)
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><body><article><h1>{interviews.TITLE}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )

    row = row_of(path)

    assert row["text"] == interviews.bare()
    assert (row["form"], len(row["interview"]["exchanges"])) == ("interview", 3)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.txt", None, "cannot be read: No such file"),
        ("latin.txt", "Solvång".encode("latin-1"), "is not UTF-8 text (byte 4)"),
        ("empty.html", b"", "has no article"),
        ("missing.jsonl", None, "cannot be read: No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError) as caught:
        call_command("read_article", str(path), "--jsonl")

    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_view_names_person_cue_and_words_without_colour_in_a_pipe() -> None:
    done = run(stdin=TEXT.encode())

    assert done.stdout.decode().splitlines() == [
        "News report, statements: 1",
        "  [source] {cue} <words>",
        "",
        "1. Marit Solvang (indirect, speech, paraphrase) · negated",
        "    │ [Marit Solvang] {did not say} <that the quay would sink>.",
    ]
    assert done.returncode == 0


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_view_is_coloured_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "quay.txt"
    path.write_text("\x1b]0;x\x07" + TEXT, encoding="utf-8")
    shown, plain = _Terminal(), _Terminal()
    monkeypatch.delenv("NO_COLOR", raising=False)

    call_command("read_article", str(path), stdout=shown)
    monkeypatch.setenv("NO_COLOR", "1")
    call_command("read_article", str(path), stdout=plain)

    assert "\x1b[1;36mMarit Solvang\x1b[0m" in shown.getvalue()
    assert "\x1b]" not in shown.getvalue()
    assert "\x1b" not in plain.getvalue()


@pytest.mark.django_db
def test_tracked_experts_are_marked_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(f"{TEXT} Jonas Ekdahl said that it stands.", encoding="utf-8")
    expert = ExpertNameFactory.create(name="Solvang Marit").expert
    shown = io.StringIO()

    statements = row_of(path, "--tracked")["statements"]
    call_command("read_article", str(path), "--tracked", stdout=shown)

    assert [one["speaker"].get("expert") for one in statements] == [expert.slug, None]
    assert f"tracked as {expert.slug}" in shown.getvalue()
