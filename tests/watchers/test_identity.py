"""Addresses and texts: what counts as the same, and what a reader is shown."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.identity import (
    body_digest,
    canonical_url,
    entry_identity,
    host_of,
    normal_body,
    place_of,
    port_of,
    resolve_url,
    shown_host,
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Example.ORG:443/A?b=1#part", "https://example.org/A?b=1"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org.:8080/x", "http://example.org:8080/x"),
        ("http://user:secret@example.org/x", "http://example.org/x"),
        ("https://www.example.fr/a?utm_source=rss&id=7&xtor=RSS-16", "https://www.example.fr/a?id=7"),
        ("https://example.org/?fbclid=1", "https://example.org/"),
        ("https://example.org/?UTM_Medium=x&q=a%20b", "https://example.org/?q=a%20b"),
        ("https://bücher.example/é", "https://xn--bcher-kva.example/%C3%A9"),
        ("http:\\\\example.org\\a", "http://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("http://a@b@c.example/", "http://c.example/"),
    ],
)
def test_an_address_has_one_canonical_form(written: str, canonical: str) -> None:
    """Credentials, fragments, default ports, tracking parameters and ways of writing do not make another article."""
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:a@example.org",
        "gopher://example.org/",
        "",
        "/relative",
        "http://",
        "http://example.org:65536/",
        "http://[fe80::1%25eth0]/",
        "http://\ud800/",
        "https://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_web_address_has_none(written: str) -> None:
    """Other schemes, refused hosts and endless addresses give ``None`` instead of an exception."""
    assert canonical_url(written) is None
    assert host_of(written) == ""
    assert port_of(written) == 0


def test_a_relative_link_is_resolved_and_checked_again() -> None:
    """What a base makes of a link is held to the same rules as an absolute one."""
    assert canonical_url("../b?utm_id=1", "https://example.org/x/a") == "https://example.org/b"
    assert canonical_url("//other.example/b", "https://example.org/") == "https://other.example/b"
    assert canonical_url("javascript:1", "https://example.org/") is None
    assert resolve_url("b?utm_id=1", "https://example.org/x/a") == "https://example.org/x/b?utm_id=1"


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://0/", "0.0.0.0"),
        ("http://[::FFFF:7f00:1]/", "[::ffff:7f00:1]"),
    ],
)
def test_an_address_in_disguise_is_seen_through(written: str, host: str) -> None:
    """A19, A23: Every way of writing a number as a host gives the same host, as the standard says."""
    assert host_of(written) == host


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://élysée.fr/x", "élysée.fr"),
        ("https://новости.рф/", "новости.рф"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://раураl.com/", "xn--l-7sba6dbr.com"),
        ("https://bıng.com/", "xn--bng-jua.com"),
        ("https://example.org:8443/", "example.org"),
        ("https://xn--/", "xn--"),
    ],
)
def test_a_host_of_mixed_letters_is_shown_as_punycode(url: str, shown: str) -> None:
    """A25: Letters of one script are shown; a mixture that could pass for another name is not."""
    assert shown_host(url) == shown


def test_an_entry_is_known_by_its_address_first() -> None:
    """C01, C02: GUIDs that change or are reused do not matter where there is an address."""
    first = entry_identity(guid="1", url="https://example.org/a?utm_source=x", title="A", outlet="O")
    assert first == entry_identity(guid="2", url="https://example.org/a", title="B", outlet="P") == "https://example.org/a"
    assert entry_identity(guid="1", url="https://example.org/b", title="A", outlet="O") != first


def test_an_entry_without_address_is_known_by_guid_then_by_title() -> None:
    """A GUID of any length is usable; white space and case of a title do not make another entry."""
    assert entry_identity(guid=" a  b ", url="javascript:1", title="A", outlet="O") == "guid:a b"
    assert len(entry_identity(guid="x" * 100_000, url=None, title="A", outlet="O")) < 100
    named = entry_identity(guid=None, url=None, title="Une  Nouvelle", outlet="O")
    assert named == entry_identity(guid=" ", url=None, title="une nouvelle", outlet="O")
    assert named != entry_identity(guid=None, url=None, title="une nouvelle", outlet="P")


def test_the_same_words_have_the_same_digest() -> None:
    """No-break spaces, ligatures, case and line ends are no difference; a number is."""
    assert body_digest("Le  Bénéfice\u00a0:\n40,5 ﬁn") == body_digest("le bénéfice : 40,5 fin")
    assert body_digest("40,5") != body_digest("40,1")
    assert len(body_digest("\ud800")) == 64


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser_and_canonical_is_a_fixed_point(text: str) -> None:
    """Whatever a feed writes as an address gives ``None`` or something that is canonical already."""
    found = canonical_url(text, "https://example.org/feed")
    assert found is None or canonical_url(found) == found
    assert normal_body(normal_body(text)) == normal_body(text)
    assert pickle.loads(pickle.dumps(found)) == found


STORY = "example.com/a/story-1"


@pytest.mark.parametrize(
    "written",
    [
        "http://www.example.com/a/story-1/?utm_source=x",
        "https://example.com/a/story-1#top",
        "https://amp.example.com/a/story-1/amp/",
        "https://www.example.com/amp/a/story-1",
        "https://www.example.com/a/story-1?amp=1",
        "https://example.com/a/story-1.amp.html",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/a/story-1/amp",
        "https://www.google.com/amp/s/www.example.com/a/story-1",
        "https://www.google.co.uk/amp/amp.example.com/a/story-1",
    ],
)
def test_the_addresses_of_one_article_have_one_place(written: str) -> None:
    """Scheme, ``www.``, tracking, a slash at the end and the forms of AMP do not tell two articles apart."""
    assert place_of(written) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a/story-1", "https://example.com/a/story-2"),
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/products/amp", "https://example.com/products"),
        ("https://news.example.com/a", "https://example.com/a"),
        ("https://example.com:8443/a", "https://example.com/a"),
        ("https://news.google.com/rss/articles/CBMi1?oc=5", "https://news.google.com/rss/articles/CBMi2?oc=5"),
    ],
)
def test_two_articles_keep_two_places(one: str, other: str) -> None:
    """Where another path, query, port or house may mean another text."""
    assert place_of(one) != place_of(other)
    assert "" not in {place_of(one), place_of(other)}


@given(st.text(max_size=200))
def test_a_place_is_stable(text: str) -> None:
    """Whatever is written as an address has a place or none, without an error."""
    place = place_of(text)
    assert place == "" or place_of(f"https://{place}") == place
