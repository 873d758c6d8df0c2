"""Lists of feeds in and out."""

import pytest

from sources.exceptions import BadOpmlError
from sources.models import Feed
from sources.services.feeds import add_feed
from sources.services.opml import ImportedFeed, export_opml, import_opml

pytestmark = pytest.mark.django_db

LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Coast</title></head><body>
<outline text="News"><outline type="rss" text="Harbour Gazette" xmlUrl="https://h.example/f"/>
<outline text="Sandnes Post" xmlurl="https://s.example/f"/></outline>
<outline text="Broken" xmlUrl="mailto:nobody"/><outline text="A folder"/>
</body></opml>"""


def test_every_feed_is_reported() -> None:
    add_feed(url="https://s.example/f", outlet_name="Sandnes Post")

    assert import_opml(LIST) == [
        ImportedFeed("https://h.example/f", "Harbour Gazette", "added"),
        ImportedFeed("https://s.example/f", "Sandnes Post", "known"),
        ImportedFeed(
            "mailto:nobody",
            "Broken",
            "refused",
            "Write the whole address, beginning with http:// or https://.",
        ),
    ]


def test_list_as_other_programs_write_it_is_read() -> None:
    data = b"""<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.1"><body>
    <outline text="Coast"><outline text="North"><outline type="rss" title="Tern & Gull \xe9"
      xmlUrl="https://t.example/f?a=1&b=2"/></outline></outline>
    <outline type="rss" text="Again" xmlUrl="https://t.example/f?a=1&amp;b=2"/>
    <outline type="rss" text="A site" htmlUrl="https://site.example/"/>
    <outline type="rss" text="Nothing"/></body></opml>"""

    assert import_opml(data) == [
        ImportedFeed("https://t.example/f?a=1&b=2", "Tern & Gull é", "added"),
        ImportedFeed(
            "https://t.example/f?a=1&b=2", "Tern & Gull é", "known", "The list has it twice."
        ),
        ImportedFeed("https://site.example/", "A site", "added"),
        ImportedFeed("", "Nothing", "refused", "The address is empty."),
    ]


def test_export_is_what_import_reads() -> None:
    add_feed(url="https://h.example/f?a=1&b=2", outlet_name="Tern & Gull “Post”")
    exported = export_opml()
    Feed.objects.all().delete()

    imported = import_opml(exported)

    assert imported == [ImportedFeed("https://h.example/f?a=1&b=2", "Tern & Gull “Post”", "added")]
    assert export_opml() == exported


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not proper XML"),
        (b"no list", "not proper XML"),
        (b"<rss/>", "not an OPML list"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "declares a document type"),
        (b'<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x"><opml/>', "declares a document type"),
        (b" " * 5_000_001, "larger than 5000000 bytes"),
    ],
)
def test_what_is_no_list_is_refused_whole(data: bytes, words: str) -> None:
    with pytest.raises(BadOpmlError, match=words):
        import_opml(data)


def test_file_with_an_entity_reads_no_other_file() -> None:
    data = b"""<!DOCTYPE opml [<!ENTITY f SYSTEM "file:///etc/hostname">]>
    <opml><body><outline text="&f;" xmlUrl="https://h.example/f"/></body></opml>"""

    with pytest.raises(BadOpmlError):
        import_opml(data)

    assert not Feed.objects.exists()
