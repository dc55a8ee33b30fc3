"""RSS and Atom to entries: what feeds of all kinds give."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.errors import NotAFeed
from watchers.formats.syndication import parse_feed
from watchers.model import Entry, Listing

URL = "https://news.example/rss/feed.xml"
ITEM = "<item><title>One</title><link>https://news.example/1</link></item>"


def listed(text: str | bytes, content_type: str | None = None) -> Listing:
    return parse_feed(text.encode() if isinstance(text, str) else text, url=URL, content_type=content_type)


def rss(items: str, channel: str = "<title>News</title>") -> str:
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{channel}{items}</channel></rss>"


def only(listing: Listing) -> Entry:
    (entry,) = listing.entries
    return entry


def test_an_rss_item_gives_an_entry() -> None:
    """Title, link, GUID, author, date in UTC, and the longest text, all plain."""
    found = listed(
        rss(
            """<item><title>L'&#233;t&#233; &amp;amp; <![CDATA[<b>apr&egrave;s</b>]]></title>
            <link>/a?utm_source=rss&amp;id=1</link>
            <guid isPermaLink="false">g 1</guid><pubDate>Tue, 05 Nov 2024 10:00:00 +0100</pubDate>
            <author>a@news.example (Ann Lee)</author>
            <description>Short</description>
            <content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>One&nbsp;long</p><p>text</p>]]>
            </content:encoded></item>""",
            "<title>Le Journal</title><language>fr-FR</language>",
        )
    )
    assert (found.title, found.lang, found.ill_formed) == ("Le Journal", "fr", None)
    entry = only(found)
    assert entry == Entry(
        identity="https://news.example/a?id=1",
        url="https://news.example/a?id=1",
        guid="g 1",
        title="L'été & après",
        summary="One long\n\ntext",
        author=entry.author,
        published=datetime(2024, 11, 5, 9, tzinfo=UTC),
        updated=None,
        lang="fr",
    )
    assert "Ann Lee" in (entry.author or "")


def test_an_atom_entry_gives_an_entry() -> None:
    """xhtml content, the alternate among several links, both dates, a base of its own."""
    found = listed(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://other.example/d/">
        <title type="html">A &amp;amp; B</title>
        <entry xml:lang="fr"><title type="html">&lt;i&gt;Un&lt;/i&gt;</title><id>urn:1</id>
        <link rel="self" href="https://other.example/self"/><link rel="alternate" href="un#part"/>
        <link rel="enclosure" href="x.mp3"/>
        <published>2024-11-05T10:00:00Z</published><updated>2024-11-06T10:00:00+02:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>P1</p><ul><li>x</li></ul></div></content></entry></feed>"""
    )
    entry = only(found)
    assert (found.title, entry.title, entry.summary) == ("A & B", "Un", "P1\n\n- x")
    assert entry.url == entry.identity == "https://other.example/d/un"
    assert entry.published == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert entry.updated == datetime(2024, 11, 6, 8, tzinfo=UTC)
    assert entry.lang == "fr"


def test_rdf_gives_entries_too() -> None:
    """RSS 1.0 keeps its items beside the channel."""
    found = listed(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>News</title></channel>
        <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link>
        <dc:date>2024-11-05T10:00:00Z</dc:date></item></rdf:RDF>"""
    )
    entry = only(found)
    assert (entry.url, entry.updated or entry.published) == ("https://news.example/1", datetime(2024, 11, 5, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", "html"),
        (b"<form action='/login'><div>", "html"),
        (b"null", "json"),
        (b"{}", "json"),
        (b"[" * 100_000, "json"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no feed"),
        (b"/etc/hostname", "no feed"),
        (b"https://news.example/other.xml", "no feed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "no feed"),
        (b"<urlset><url><loc>https://news.example/1</loc></url></urlset>", "sitemap"),
    ],
)
def test_what_is_no_feed_is_told_as_what_it_is(body: bytes, looks: str) -> None:
    """Walls, empty answers, JSON and pictures are no feeds, under any Content-Type."""
    with pytest.raises(NotAFeed, match=looks) as caught:
        listed(body, "application/rss+xml")
    assert caught.value.url == URL


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue, 05 Nov 2024 10:00:00 GMT", datetime(2024, 11, 5, 10, tzinfo=UTC)),
        ("2024-11-05T10:00:00.5+02:00", datetime(2024, 11, 5, 8, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("Wed, 05 Nov 2999 10:00:00 GMT", None),
        ("mardi 5 nov. 2024", datetime(2024, 11, 5, tzinfo=UTC)),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_date_is_a_moment_in_utc_or_nothing(written: str, read: datetime | None) -> None:
    """Clocks that were never set and dates nobody can read are no dates; the entry stays."""
    entry = only(listed(rss(f"<item><title>One</title><link>/1</link><pubDate>{written}</pubDate></item>")))
    assert entry.published == read


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("../a/b?x=1#c", "https://news.example/a/b?x=1"),
        ("//cdn.example/b", "https://cdn.example/b"),
        ("http://user:secret@news.example/b", "http://news.example/b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("http://[fe80::1%25eth0]/", None),
        ("", None),
    ],
)
def test_a_link_is_resolved_and_checked(link: str, url: str | None) -> None:
    """Only http and https addresses become links; credentials do not come along; the entry is never lost."""
    entry = only(listed(rss(f"<item><title>One</title><link>{link}</link></item>")))
    assert entry.url == url
    assert "secret" not in entry.identity


def test_the_original_is_preferred_to_the_distributors_link() -> None:
    """A feed proxy says where the article really stands; a GUID that is an address stands in for a missing link."""
    proxied = rss(
        """<item xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><title>One</title><link>https://proxy.example/~r/1</link>
        <feedburner:origLink>https://news.example/1</feedburner:origLink></item>"""
    )
    assert only(listed(proxied)).url == "https://news.example/1"
    assert only(listed(rss("<item><title>One</title><guid>https://news.example/7</guid></item>"))).url == "https://news.example/7"


def test_one_identity_is_listed_once_and_different_items_stay_apart() -> None:
    """The same item twice is one; a GUID used twice for two addresses is two; a live page's items are told apart by title."""
    twice = rss(ITEM + ITEM)
    assert len(listed(twice).entries) == 1
    reused = rss("".join(f"<item><title>{n}</title><link>/{n}</link><guid>same</guid></item>" for n in (1, 2)))
    assert len(listed(reused).entries) == 2
    live = rss("".join(f"<item><title>Update {n}</title><link>/live#{n}</link><guid>{n}</guid></item>" for n in (1, 2, 2)))
    found = listed(live).entries
    assert [entry.title for entry in found] == ["Update 1", "Update 2"]
    assert {entry.url for entry in found} == {"https://news.example/live"}


def test_guids_that_change_on_every_poll_do_not_make_new_entries() -> None:
    """The address decides where there is one."""
    first, second = (only(listed(rss(f"{ITEM[:-7]}<guid isPermaLink='false'>{number}</guid></item>"))) for number in (1, 2))
    assert first.guid != second.guid
    assert first.identity == second.identity


def test_the_feeds_order_is_kept() -> None:
    """Sorting is somebody else's business."""
    found = listed(rss("".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in (3, 1, 2))))
    assert [entry.title for entry in found.entries] == ["3", "1", "2"]


def test_text_of_any_length_is_cut_to_what_a_database_holds() -> None:
    """Titles, authors, GUIDs and texts have an end."""
    long = "x" * 300_000
    item = f"<title>{long}</title><guid>{long}</guid><author>{'Ann ' * 1000}</author><description>{long}</description>"
    entry = only(listed(rss(f"<item>{item}</item>")))
    assert [len(text or "") for text in (entry.title, entry.guid, entry.summary)] == [1_000, 2_000, 200_000]
    assert len(entry.author or "") == 300


def test_accents_survive_a_wrong_header() -> None:
    """The same feed in three encodings, all of them mislabelled, gives the same words."""
    text = "<rss version='2.0'><channel><item><title>L’été coûte 5 €</title></item></channel></rss>"
    bodies = [
        (f"<?xml version='1.0' encoding='iso-8859-1'?>{text}".encode(), "text/xml; charset=iso-8859-1"),
        (f"<?xml version='1.0' encoding='utf-8'?>{text}".encode("cp1252"), "text/xml; charset=utf-8"),
        (f"<?xml version='1.0' encoding='utf-16'?>{text}".encode("utf-16"), "text/xml"),
    ]
    assert {only(listed(body, label)).title for body, label in bodies} == {"L’été coûte 5 €"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_in_a_feed_gives_clean_text(title: str, summary: str) -> None:
    """Whatever stands in title and description: one entry, storable, without control characters."""
    for wrap in ("<![CDATA[{}]]>", "{}"):
        safe = [text.replace("]]>", "").replace("<", "&lt;").encode("utf-8", "replace").decode() for text in (title, summary)]
        found = listed(
            rss(
                f"<item><link>/1</link><title>{wrap.format(safe[0])}</title><description>{wrap.format(safe[1])}</description></item>"
            )
        )
        for entry in found.entries:
            text = entry.title + entry.summary
            assert text.encode("utf-8", "strict") is not None
            assert not any(letter < " " and letter not in "\n" for letter in text)
