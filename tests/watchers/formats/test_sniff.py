"""What bytes look like, whatever their header says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.formats.sniff import Looks, looks_like


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (b"", Looks.EMPTY),
        (b" \n\t", Looks.EMPTY),
        (b"\xef\xbb\xbf", Looks.EMPTY),
        (b"<!-- nothing but a comment", Looks.EMPTY),
        (b"<?xml version='1.0'?><rss version='2.0'>", Looks.FEED),
        (b"\n\n  <rss>", Looks.FEED),
        (b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'>", Looks.FEED),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", Looks.FEED),
        (b"<rdf:RDF xmlns:rdf='x'>", Looks.FEED),
        (b"<!DOCTYPE rss PUBLIC 'x' 'y'><rss version='0.91'>", Looks.FEED),
        (b"<!-- <html> was here --><rss>", Looks.FEED),
        (b"Warning: include(x.php) failed on line 3\n<rss>", Looks.FEED),
        ("\ufeff<?xml version='1.0' encoding='utf-16'?><rss/>".encode("utf-16-le"), Looks.FEED),
        ("<rss/>".encode("utf-16-be"), Looks.FEED),
        (b"<rss><channel><description><html></description>", Looks.FEED),
        (b"<urlset xmlns='x'>", Looks.SITEMAP),
        (b"<sitemapindex>", Looks.SITEMAP),
        (b"<!DOCTYPE html><title>Just a moment...</title>", Looks.HTML),
        (b"<html><head><link type='application/rss+xml'>", Looks.HTML),
        (b"\n<div class='consent'>", Looks.HTML),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', Looks.JSON),
        (b"[]", Looks.JSON),
        (b"{}", Looks.JSON),
        (b"null", Looks.JSON),
        (b"<svg/>", Looks.XML),
        (b"/etc/hostname", Looks.OTHER),
    ],
)
def test_the_first_tag_tells(body: bytes, looks: Looks) -> None:
    """Blanks, marks, comments, junk and UTF-16 before the first tag do not matter."""
    assert looks_like(body) is looks


@given(st.binary(max_size=300))
def test_any_bytes_look_like_something(body: bytes) -> None:
    """No input breaks the look."""
    assert looks_like(body) in Looks


@pytest.mark.parametrize("piece", [b"<!--", b"<", b"<!-- -->", b" ", b"\0"])
def test_looking_at_a_megabyte_of_one_thing_is_quick(piece: bytes) -> None:
    """The look is linear: nothing is searched for twice."""
    assert looks_like(piece * (2**20 // len(piece))) in Looks
