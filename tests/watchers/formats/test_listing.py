"""Every format that a watched address may have, told by its bytes, and what of it is read when it breaks off."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from watchers.errors import BadEncoding, NotAFeed, TooLarge
from watchers.formats.listing import listing_of
from watchers.formats.regions import page_listed
from watchers.model import Asking, Entry, FeedKind, Further, Listing, Take, View

URL = "https://news.example/feed"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def listed(body: str | bytes, kind: FeedKind = FeedKind.AUTO, view: View | None = None, known: bytes = b"") -> Listing:
    asking = Asking(url=URL, kind=kind, view=view or View(), known=known)
    return listing_of(body.encode() if isinstance(body, str) else body, asking)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


ITEM = "<item><title>One</title><link>/1</link></item>"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (f"<rss version='0.91'><channel>{ITEM}</channel></rss>", "rss091u"),
        (f"<rss version='0.92'><channel>{ITEM}</channel></rss>", "rss092"),
        (f"<rss version='2.0'><channel>{ITEM}</channel></rss>", "rss20"),
        (f'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/d"><rss version="0.91">{ITEM}</rss>', "rss091u"),
        (f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/>{ITEM}</rdf:RDF>', "rss090"),
        (f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="http://purl.org/rss/1.0/"><channel/>{ITEM}</rdf:RDF>', "rss10"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="/1"/></entry></feed>', "atom10"),
        (
            '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>One</title><link href="/1"/></entry></feed>',
            "atom03",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": "/1", "title": "One"}]}',
            "json feed",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1", "title": "One"}]}',
            "json feed",
        ),
        (
            f'<urlset xmlns="{MAP}" xmlns:n="{NEWS}"><url><loc>{URL[:-4]}1</loc><n:news><n:title>One</n:title></n:news></url>',
            "sitemap",
        ),
    ],
)
def test_every_format_is_told_by_its_bytes(body: str, form: str) -> None:
    """Whatever the server calls it: the same entry comes out of all of them, also with a mark before it and packed."""
    for given in (body.encode(), b"\xef\xbb\xbf" + body.encode(), gzip.compress(body.encode()), body.encode("utf-16")):
        found = listing_of(given, Asking(url=URL, content_type="text/html; charset=x-unknown"))
        assert (found.form, [(entry.title, entry.url) for entry in found.entries]) == (form, [("One", "https://news.example/1")])


def json_feed(**more: object) -> str:
    item = {
        "id": 7,
        "url": "/a?utm_source=x",
        "title": "Un titre",
        "content_html": "<p>Un</p><p>Deux</p>",
        "summary": "Un",
        "date_published": "2026-11-05T01:00:00+01:00",
        "date_modified": "2026-11-06T00:00:00Z",
        "authors": [{"name": "A"}, {"name": "B"}],
    }
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Le Journal", "language": "fr-CA", "items": [item]} | more
    )


def test_a_json_feed_gives_entries() -> None:
    """Version 1.1 with several authors, a relative address, a number for an id and a page after this one."""
    found = listed(json_feed(next_url="/feed?page=2"))
    assert (found.title, found.lang, found.next_page) == ("Le Journal", "fr", "https://news.example/feed?page=2")
    assert found.entries == (
        Entry(
            identity="https://news.example/a",
            url="https://news.example/a",
            guid="7",
            title="Un titre",
            summary="Un\n\nDeux",
            author="A, B",
            published=day(5),
            updated=day(6),
            lang="fr",
        ),
    )
    assert listed(json_feed(), known=found.marks).known == 1


def test_a_cut_json_feed_gives_what_is_whole() -> None:
    """And says that it was cut."""
    text = json.dumps({"title": "J", "items": [{"id": str(n), "url": f"/{n}", "title": "T"} for n in range(3)]})
    found = listed(text[: text.index('"2"')])
    assert [entry.guid for entry in found.entries] == ["0", "1"]
    assert found.ill_formed
    assert found.title == "J"


def sitemap(*pages: str) -> str:
    return f'<urlset xmlns="{MAP}" xmlns:news="{NEWS}">{"".join(pages)}</urlset>'


def page(path: str, title: str = "", date: str = "") -> str:
    named = "<news:publication><news:name>Le Jour</news:name><news:language>fr</news:language></news:publication>"
    news = f"<news:news>{named}<news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news>"
    return f"<url><loc>https://news.example{path}</loc><lastmod>2026-11-09</lastmod>{news if title else ''}</url>"


def test_a_news_sitemap_gives_titles_and_dates() -> None:
    """Where it has neither, the address may hold a day; else the day of change must do."""
    found = listed(sitemap(page("/a", "L&#8217;été", "2026-11-05"), page("/2026/11/04/b"), page("/c")))
    assert (found.title, found.form) == ("Le Jour", "sitemap")
    assert [(entry.title, entry.published, entry.lang) for entry in found.entries] == [
        ("L’été", day(5), "fr"),
        ("", day(4), None),
        ("", day(9), None),
    ]
    changed = listed(sitemap(page("/a", "L’été", "2026-11-05"), page("/d")), known=found.marks)
    assert ([entry.url for entry in changed.entries], changed.known) == (["https://news.example/d"], 1)


def test_a_sitemap_may_be_watched_in_part() -> None:
    """Only addresses that hold what was asked for."""
    found = listed(sitemap(page("/news/a"), page("/careers/b")), FeedKind.SITEMAP, View(only="/news/"))
    assert [entry.url for entry in found.entries] == ["https://news.example/news/a"]


def test_a_cut_sitemap_gives_what_is_whole() -> None:
    """And says that it was cut."""
    text = sitemap(page("/a"), page("/b"), page("/c"))
    found = listed(text[: text.index("/c<")])
    assert ([entry.url for entry in found.entries], found.ill_formed) == (
        ["https://news.example/a", "https://news.example/b"],
        "the document ends before it is closed",
    )


def test_an_index_names_sitemaps_of_its_own_host_the_newest_first() -> None:
    """By their date of change, else by the numbers in their names; one that is known is named no more."""
    names = (("/m-2.xml", ""), ("/m-11.xml", ""), ("/new.xml.gz", "2026-11-05"), ("/old.xml", "2026-11-01"))
    maps = "".join(f"<sitemap><loc>https://news.example{at}</loc><lastmod>{when}</lastmod></sitemap>" for at, when in names)
    index = f'<sitemapindex xmlns="{MAP}">{maps}<sitemap><loc>https://other.example/x.xml</loc></sitemap></sitemapindex>'
    found = listed(index)
    assert [one.url.rpartition("/")[2] for one in found.further] == ["new.xml.gz", "old.xml", "m-11.xml", "m-2.xml"]
    assert found.further[2:] == (
        Further(url="https://news.example/m-11.xml", mark=b""),
        Further(url="https://news.example/m-2.xml", mark=b""),
    )
    again = listed(index, known=found.further[0].mark)
    assert again.further[0].url == "https://news.example/old.xml"


PAGE = """<!doctype html><html lang="en"><head><title>Newsroom</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/atom+xml" href="/atom.xml"></head><body>
<nav><a href="/about-us-and-what-we-do">About us and what we do</a></nav><main><ul class="releases">
<li><h3><a href="/releases/agency-adds-llama-to-its-list-09222025">Agency adds Llama to its list</a></h3></li>
<li><h3>Second headline of the day</h3><time datetime="2026-11-03">Nov 3</time><a href="/releases/second-of-day">More</a></li>
<li><a href="/releases/third-headline-of-the-day">Third headline of the day</a> <span>5 novembre 2026</span></li>
</ul><p><a href="https://elsewhere.example/some-other-story-here">Some other story over here</a></p></main></body></html>"""
LINKS = [
    ("Agency adds Llama to its list", datetime(2025, 9, 22, tzinfo=UTC)),
    ("Second headline of the day", day(3)),
    ("Third headline of the day", day(5)),
]


@pytest.mark.parametrize("select", ["", ".releases li"])
def test_a_page_gives_its_links_with_titles_and_dates(select: str) -> None:
    """A heading beside the link is its title, a day in its address or beside it its date; navigation is no news."""
    found = listed(PAGE, FeedKind.PAGE, View(select=select))
    assert (found.form, found.title) == ("page", "Newsroom")
    assert [(entry.title, entry.published) for entry in found.entries] == LINKS
    assert {entry.lang for entry in found.entries} == {"en"}


CARD = "<li><a href='/news/the-agency-adds-{0}'>The agency adds model number {0}</a></li>"


@pytest.mark.parametrize(
    ("around", "select"),
    [
        ("<div id='app'><ul class='list of-news'>{}</ul><p><a href='/x'>x</a></p></div>", "ul.list"),
        ("<section id='press'><div><ul>{}</ul></div></section>", "section#press"),
        ("<main><ul class='w-1/2'>{}</ul></main>", "main"),
        ("<ul class='twice'>{}</ul><ul class='twice'><li>x</li></ul>", ""),
        ("<ul>{}</ul>", ""),
    ],
)
def test_of_a_page_without_a_feed_the_region_of_its_articles_is_told(around: str, select: str) -> None:
    """By the innermost name that means it alone; where nothing does, the page as a whole will do."""
    cards = "".join(CARD.format(number) for number in range(4))
    told = page_listed(f"<html><body><nav><a href='/a'>A</a></nav>{around.format(cards)}</body></html>".encode(), Asking(url=URL))
    assert told is not None
    assert (told[1], len(told[0].entries), told[0].form) == (select, 4, "page")


def test_a_page_that_lists_next_to_nothing_is_no_substitute_for_a_feed() -> None:
    """Two links are no list; bytes that are no page list nothing."""
    two = "".join(CARD.format(number) for number in range(2))
    for body in (f"<html><body><ul>{two}</ul></body></html>".encode(), b"", b"\0\xff", b"%PDF-1.4"):
        assert page_listed(body, Asking(url=URL)) is None


def test_a_region_of_a_page_gives_its_text() -> None:
    """One entry under the page's address, which changes when the text does."""
    view = View(select="main h3", take=Take.TEXT)
    (first,) = listed(PAGE, FeedKind.PAGE, view).entries
    assert (first.url, first.title, first.summary) == (
        URL,
        "Newsroom",
        "Agency adds Llama to its list\n\nSecond headline of the day",
    )
    marks = listed(PAGE, FeedKind.PAGE, view).marks
    assert listed(PAGE, FeedKind.PAGE, view, marks).known == 1
    (edited,) = listed(PAGE.replace("Second", "Another"), FeedKind.PAGE, view, marks).entries
    assert edited.identity == first.identity


def test_a_region_that_is_gone_is_a_fault_of_the_feed() -> None:
    """A page that was rebuilt is told, not taken for one without news."""
    with pytest.raises(NotAFeed, match="nothing on the page matches"):
        listed(PAGE, FeedKind.PAGE, View(select="#press"))


def test_a_page_where_a_feed_should_be_names_its_feeds() -> None:
    """Those of articles first; nothing else is taken from it."""
    with pytest.raises(NotAFeed, match=r"names the feed https://news\.example/atom\.xml") as caught:
        listed(PAGE)
    assert caught.value.feeds == ("https://news.example/atom.xml", "https://news.example/comments/feed")


def test_the_federal_register_gives_documents() -> None:
    """Known by their number, which stays when title and address are corrected."""
    document = {
        "document_number": "2026-12345",
        "title": "Use of <em>AI</em>",
        "abstract": "The Department uses Llama.",
        "excerpts": "of <span class='match'>AI</span>",
        "html_url": "https://www.federalregister.gov/documents/2026/11/05/2026-12345/use",
        "publication_date": "2026-11-05",
        "agencies": [{"name": "State Department"}, {"raw_name": "OFFICE"}],
    }
    text = json.dumps({"count": 1, "next_page_url": "https://news.example/feed?page=2", "results": [document]})
    for kind in (FeedKind.REGISTER, FeedKind.AUTO):
        found = listed(text, kind)
        assert found.entries == (
            Entry(
                identity="guid:2026-12345",
                url="https://www.federalregister.gov/documents/2026/11/05/2026-12345/use",
                guid="2026-12345",
                title="Use of AI",
                summary="The Department uses Llama.\n\nof AI",
                author="State Department, OFFICE",
                published=day(5),
                updated=None,
                lang="en",
            ),
        )
        assert found.next_page == "https://news.example/feed?page=2"
    assert listed('{"count": 0, "description": "nothing"}', FeedKind.REGISTER).entries == ()
    with pytest.raises(NotAFeed):
        listed('{"errors": {"x": "y"}}', FeedKind.REGISTER)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE, FeedKind.SITEMAP),
        (PAGE, FeedKind.REGISTER),
        ("<rss/>", FeedKind.PAGE),
        (sitemap(page("/a")), FeedKind.FEED),
        ("{}", FeedKind.SITEMAP),
        ("", FeedKind.PAGE),
    ],
)
def test_another_thing_than_was_promised_is_refused(body: str, kind: FeedKind) -> None:
    """An error page under the address of a sitemap is no empty sitemap."""
    with pytest.raises(NotAFeed, match="this looks like"):
        listed(body, kind)


def test_a_packed_file_is_unpacked_within_bounds() -> None:
    """A bomb costs no more than the cap, a cut one is told."""
    whole = gzip.compress(sitemap(page("/a")).encode())
    with pytest.raises(BadEncoding):
        listed(whole[:-12])
    with pytest.raises(TooLarge):
        listed(gzip.compress(bytes(65 * 1024 * 1024), 1))
