"""OPML: feeds in and out, and nothing that a document could make the parser do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.opml import LARGEST, OpmlError, document_of, feeds_of

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Agencies">
    <outline type="rss" text="State" title=" State  Department " xmlUrl="https://state.example/feed?utm_source=x" htmlUrl="https://state.example/"/>
    <outline type="rss" text="NASA" xmlurl="HTTPS://nasa.example/feed"/>
  </outline>
  <outline type="rss" text="State again" xmlUrl="https://state.example/feed"/>
  <outline type="rss" text="A file" xmlUrl="file:///etc/passwd"/>
  <outline type="link" text="No feed" url="https://x.example/"/>
</body></opml>"""


def test_every_feed_is_found_once_at_any_depth() -> None:
    """Folders are read through; addresses are canonical; what is no http(s) address is left out."""
    found = [(feed.url, feed.source.outlet) for feed in feeds_of(LIST.encode())]
    assert found == [("https://state.example/feed", "State Department"), ("https://nasa.example/feed", "NASA")]


@given(names=st.lists(st.text(max_size=20), max_size=5))
def test_what_is_written_is_read_again(names: list[str]) -> None:
    """Whatever a feed calls itself, the document is well-formed and every address comes back."""
    pairs = [
        (name, f"https://a.example/{number}?a=1&b=<2>".replace("<", "%3C").replace(">", "%3E"))
        for number, name in enumerate(names)
    ]
    assert [feed.url for feed in feeds_of(document_of(pairs, "Writethru"))] == [url for _, url in pairs]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="&x;"/></body></opml>',
            "document type",
        ),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE opml [<!ENTITY a "a">]><opml/>'.encode("utf-16"), "document type"),
        (b"<!DOCTYPE opml SYSTEM 'http://evil.example/opml.dtd'><opml/>", "document type"),
        (b"<rss><channel/></rss>", "<rss>"),
        (b"<opml><body>", "not XML"),
        (b"", "not XML"),
        (b"<opml>" + b"<outline>" * 100_000, "not XML"),
        (b" " * (LARGEST + 1), "longer than"),
    ],
)
def test_what_is_no_plain_list_is_refused(body: bytes, said: str) -> None:
    """No entity is expanded, no file or address opened, no depth without end."""
    with pytest.raises(OpmlError, match=said):
        feeds_of(body)
