"""What a page says about itself, and what of it is believed."""

import json
from datetime import UTC, datetime

import pytest

from watchers.dates import moment
from watchers.reading.metadata import Metadata, metadata, own_address, site_of
from watchers.reading.page import parse

HERE = "https://www.site.example/a/b"


def said(head: str = "", body: str = "<p>x</p>", lang: str = "") -> Metadata:
    """Metadata of a page that answered at ``HERE``."""
    page = parse(f"<html{lang}><head>{head}</head><body>{body}</body></html>")
    assert page is not None
    return metadata(page.tree, HERE)


def ld(value: object) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2024-10-30T10:00:00+02:00", 8),
        ("2024-10-30T10:00:00+0200", 8),
        ("2024-10-30 10:00:00 +0200", 8),
        ("2024-10-30T10:00:00.123456789Z", 10),
        ("2024-10-30T10:00Z", 10),
        ("2024-10-30T10:00:00", 10),
        ("2024-10-30", 0),
        ("20241030", 0),
        ("Wed, 30 Oct 2024 10:00:00 GMT", 10),
        ("Wed, 30 Oct 2024 10:00:00", 10),
    ],
)
def test_dates_in_the_forms_of_pages_become_moments_in_utc(written: str, hour: int) -> None:
    """ISO 8601 in its looser forms and mail dates; what names no zone is taken as UTC."""
    read = moment(written)
    assert read is not None
    assert (read.date().isoformat(), read.hour, read.tzinfo) == ("2024-10-30", hour, UTC)


@pytest.mark.parametrize(
    "written", [None, "", "yesterday", "30/10/2024 ou presque", "0001-01-01", "9999-12-31T23:59:59-12:00", "1970-01-01", "2024"]
)
def test_what_is_no_plausible_date_is_none(written: str | None) -> None:
    """Nothing is guessed, and the epoch is no date of publication."""
    assert moment(written) is None


def test_an_article_in_json_ld_is_preferred_to_the_page_around_it() -> None:
    """Title, authors, date and publisher are those of the article object, wherever it stands in the graph."""
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "La page", "datePublished": "2020-01-01"},
            {
                "@type": ["NewsArticle"],
                "headline": "L’article",
                "author": [{"name": "Ana Bel"}, "Cy Dor", {"name": "Ana Bel"}, "https://x.example/cy"],
                "datePublished": "2024-10-30T10:00:00Z",
                "publisher": {"name": "Le Journal"},
                "isAccessibleForFree": "False",
                "inLanguage": "fr-CA",
            },
        ]
    }
    page = said(ld([graph]) + '<meta property="og:title" content="Un autre">')
    assert (page.title, page.byline, page.site, page.lang, page.free) == (
        "L’article",
        "Ana Bel, Cy Dor",
        "Le Journal",
        "fr",
        False,
    )
    assert page.published == datetime(2024, 10, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        '<script type="application/ld+json">"' + "x" * 300_000 + '"</script>',
        ld({"@type": "Organization", "name": "X"}),
        ld({"@type": "NewsArticle", "headline": 7, "author": 3, "publisher": [], "isAccessibleForFree": []}),
        ld(
            {
                "mainEntity": {
                    "mainEntity": {
                        "mainEntity": {"mainEntity": {"mainEntity": {"mainEntity": {"mainEntity": {"mainEntity": {}}}}}}
                    }
                }
            }
        ),
        ld([[[[[[[[[[{"@type": "NewsArticle", "headline": "deep"}]]]]]]]]]]),
    ],
)
def test_json_ld_that_is_broken_hostile_or_of_another_kind_says_nothing(broken: str) -> None:
    """The page's other declarations stand."""
    assert said(broken + '<meta property="og:title" content="Le titre">').title == "Le titre"


def test_a_boolean_says_that_an_article_is_free() -> None:
    """JSON-LD has it as a boolean or as a word."""
    assert said(ld({"@type": "Article", "isAccessibleForFree": True})).free is True


def test_meta_tags_serve_where_there_is_no_json_ld() -> None:
    """Open Graph, Dublin Core and plain names."""
    page = said(
        '<meta name="dcterms.title" content="Titre"><meta name="author" content="https://x.example/a">'
        '<meta name="author" content="Eva Luz">'
        '<meta name="DC.date" content="2024-10-30"><meta property="og:locale" content="fr_FR"><meta name="x"><meta content="y">'
    )
    assert (page.title, page.byline, page.lang) == ("Titre", "Eva Luz", "fr")
    assert page.published == datetime(2024, 10, 30, tzinfo=UTC)


def test_markup_serves_where_nothing_is_declared() -> None:
    """The window's title without the site's name, the author's link, the time in the article."""
    page = said(
        "<title>Un titre assez long | Le Site</title>",
        '<article><h1>Rubrique</h1><a rel="author">Paul Roc</a><time datetime="2024-10-30T00:00Z">hier</time></article>',
    )
    assert (page.title, page.byline) == ("Un titre assez long", "Paul Roc")
    assert page.published == datetime(2024, 10, 30, tzinfo=UTC)


def test_a_heading_that_the_window_repeats_is_the_title() -> None:
    """The heading is the title without anybody's guess at separators."""
    assert said("<title>Site - Le vrai titre</title>", "<h1>Le vrai titre</h1>").title == "Le vrai titre"
    assert said("", "<h1>Seul</h1>").title == "Seul"
    assert said("<title>Sans rien</title>", "<p>x</p>").title == "Sans rien"
    assert said().title == ""


def test_times_of_a_list_of_articles_are_nobodys_date() -> None:
    """With several articles on a page the first time is that of some teaser; one marked as publication still counts."""
    teasers = '<article><time datetime="2024-01-01">a</time></article><article><time datetime="2024-01-02">b</time></article>'
    assert said("", teasers).published is None
    marked = '<time itemprop="datePublished" datetime="2024-03-03">c</time>'
    assert said("", teasers + marked).published == datetime(2024, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("declared", "believed"),
    [
        ("/a/c?utm_source=rss#top", "https://www.site.example/a/c"),
        ("https://site.example/a/c", "https://site.example/a/c"),
        ("https://m.site.example/a/c", "https://m.site.example/a/c"),
        ("https://news.site.example/a/c", "https://news.site.example/a/c"),
        ("https://other.example/a/c", None),
        ("https://example/a", None),
        ("https://evilsite.example/a/c", None),
        ("https://www.site.example/", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_a_canonical_address_is_believed_only_of_the_same_site(declared: str | None, believed: str | None) -> None:
    """Another site's address, a scheme of another kind, or the front page would make different articles one."""
    assert own_address(declared, HERE) == believed


def test_the_front_page_may_call_itself_the_front_page() -> None:
    """And a page of unknown origin is believed."""
    assert own_address("https://site.example/", "https://site.example/") == "https://site.example/"
    assert own_address("https://other.example/x", "") == "https://other.example/x"


def test_the_canonical_link_is_found_among_others() -> None:
    """rel may hold several words; og:url serves where there is no link."""
    assert (
        said('<link rel="alternate" href="/x"><link rel="shortlink CANONICAL" href="/y">').canonical_url
        == "https://www.site.example/y"
    )
    assert said('<meta property="og:url" content="https://www.site.example/z">').canonical_url == "https://www.site.example/z"


@pytest.mark.parametrize(
    ("address", "site"),
    [(HERE, "site.example"), ("https://amp.a.example/", "a.example"), ("https://m.example/", "m.example"), ("nothing", "")],
)
def test_a_sites_name_is_its_host_without_the_usual_prefixes(address: str, site: str) -> None:
    """What stands for the outlet where nobody named it."""
    assert site_of(address) == site


def test_the_language_is_the_documents_own() -> None:
    """``lang`` on the root, two letters; anything else is not a language."""
    assert said(lang=' lang="FR-fr"').lang == "fr"
    assert said(lang=' lang="english"').lang is None
