"""Registering feeds from the command line."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.models import Feed

pytestmark = pytest.mark.django_db

URL = "https://havneby.example/feed.xml"
DUE = "It is due now: a running worker polls it within a minute, poll_feeds at once."


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_add_feed_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_feed", URL, outlet="Harbour Gazette")
    call_command("add_feed", URL)

    assert said(capsys) == [
        f"Registered {URL} (outlet: Harbour Gazette). {DUE}",
        f"{URL} is registered already (outlet: Harbour Gazette); nothing changed.",
    ]


def test_add_feed_refuses_a_bad_address_in_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"^The address must begin with http:// or https://\.$"):
        call_command("add_feed", "gopher://havneby.example/")

    assert not Feed.objects.exists()


def test_import_and_export_are_mirror_images(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("add_feed", URL, outlet="Harbour Gazette")
    capsys.readouterr()
    call_command("export_opml")
    (tmp_path / "feeds.opml").write_text(capsys.readouterr().out)
    Feed.objects.all().delete()

    call_command("import_opml", str(tmp_path / "feeds.opml"))

    assert said(capsys) == [f"Registered {URL} (outlet: Harbour Gazette)."]


def test_import_goes_on_behind_a_wrong_address_and_ends_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '<opml><body><outline text="A" xmlUrl="ftp://a.example/"/>'
        f'<outline text="B" xmlUrl="{URL}"/></body></opml>'
    )

    with pytest.raises(CommandError, match=r"^1 of 2 feeds were refused\.$"):
        call_command("import_opml", str(path))

    told = capsys.readouterr()
    assert told.out == f"Registered {URL} (outlet: B).\n"
    assert "Refused ftp://a.example/: The address must begin with" in told.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read: No such file"), ("<opml/>", "The list has no feeds.")],
)
def test_import_refuses_what_is_no_list(
    tmp_path: Path, content: str | None, sentence: str
) -> None:
    path = tmp_path / "feeds.opml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_opml", str(path))
