"""Whole pages to articles: the systems that newsrooms and ministries publish with, and what goes wrong there."""

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.model import LONGEST_TEXT, Article, Document, Incomplete, Validators
from watchers.reading.hint import Hint
from watchers.reading.read import from_feed, from_text, read

PAGES = Path(__file__).parent / "pages"
URL = "https://www.site.example/a/b"


def document(body: bytes, *, url: str = URL, content_type: str | None = "text/html", charset: str | None = None) -> Document:
    """Bytes as fetched."""
    return Document(
        url=url, final_url=url, status=200, content_type=content_type, charset=charset, validators=Validators(), body=body
    )


def page(name: str, hint: Hint | None = None, url: str = URL) -> Article:
    """One of the pages beside this file, read."""
    return read(document((PAGES / f"{name}.html").read_bytes(), url=url), hint or Hint(url=url))


def test_a_wordpress_article_is_read_without_its_furniture() -> None:
    """Text, heading, bullets and quotation stay; menu, caption of nothing, comments, teasers and alt texts go."""
    article = page("wordpress", url="https://courrier-du-quai.example/2025/03/12/prefecture-assistant/")
    assert article.title == "La préfecture du Morvan teste un assistant pour ses courriers"
    assert article.text.startswith("Quarante agents rédigent depuis lundi")
    assert "Trois mois d’essai\n«\u202fNous voulons savoir" in article.text
    assert "84\u202f000\u00a0euros" in article.text
    assert "\n- Les courriers d’urbanisme sont exclus.\n- Les réponses" in article.text
    assert article.text.endswith("La préfecture voisine observe et dit n’avoir rien décidé.")
    assert not {"Palantir", "Google", "Mentions", "millions", "Aller au contenu"} & set(article.text.split())
    assert (article.byline, article.outlet, article.lang) == ("Solène Abgrall", "Le Courrier du Quai", "fr")
    assert article.published == datetime(2025, 3, 12, 5, 30, tzinfo=UTC)
    assert article.canonical_url == "https://www.courrier-du-quai.example/2025/03/12/prefecture-assistant/"
    assert article.incomplete is None


def test_a_ministrys_drupal_page_keeps_its_standfirst_and_its_table() -> None:
    """What stands in fields around the body is text; a table's rows come one a line."""
    article = page("drupal")
    assert article.text.startswith("À partir du 15 septembre, les trente académies")
    assert "\n2025 | 1,1 million d’euros\n2026 | 1,9 million d’euros\n" in article.text
    assert "|--" not in article.text
    assert "\n- 1er octobre : académies de métropole\n" in article.text
    assert article.outlet == "Ministère de l’Enseignement"
    assert article.published == datetime(2025, 9, 4, 12, 5, tzinfo=UTC)


def test_a_government_page_is_read_without_its_hidden_cookie_banner() -> None:
    """The banner is there for whoever has not chosen; the notice is whole."""
    article = page("gov")
    assert article.text.startswith("The Department for Records will use a hosted version of Claude")
    assert "£3.2\u00a0million" in article.text
    assert "cookies" not in article.text
    assert (article.lang, article.incomplete, article.byline) == ("en", None, "Department for Records")


def test_an_amp_page_is_read_and_names_its_proper_address() -> None:
    """AMP hides its body until scripts have run, and its canonical address is the article's."""
    article = page("amp", url="https://amp.gazette-rhodanienne.example/amp/8841")
    assert "950\u00a0€ par mois" in article.text
    assert article.canonical_url == "https://www.gazette-rhodanienne.example/numerique/lyon-assistants-8841.html"
    assert article.byline == "Idriss Vauquelin, Léa Roumegous"


def test_an_old_page_in_windows_1252_keeps_its_accents_and_its_euro() -> None:
    """It calls itself ISO-8859-1 and uses the letters that only windows-1252 has."""
    article = page("latin")
    assert "Coût : 40 € par agent et par mois — « un prix d’ami »" in article.text
    assert "L’œuvre de l’ambassadrice" in article.text
    assert article.title == "Le département d’État garde son outil"


def test_planted_text_does_not_become_text() -> None:
    """Comment, alt text, hidden, transparent, off-screen, white on white, by the page's own style, zero-width: none is read."""
    article = page("planted")
    assert "used by" not in article.text
    assert "contract" not in article.text
    assert "the members laughed for a while." in article.text
    assert "check the drafts of" in article.text
    assert article.incomplete is None


@pytest.mark.parametrize(
    ("name", "why"), [("consent", Incomplete.CONSENT_WALL), ("shell", Incomplete.NO_TEXT), ("challenge", Incomplete.NO_TEXT)]
)
def test_a_page_that_is_not_the_article_gives_way_to_the_feed(name: str, why: Incomplete) -> None:
    """The feed's own text is read, marked; nothing of the wall gets into it, not even its title."""
    hint = Hint(
        url=URL,
        outlet="La Dépêche des Monts",
        title="Le conseil choisit un assistant",
        summary="Le conseil régional a choisi un assistant pour ses agents et ne dit pas lequel.",
        author="A. B.",
        published=datetime(2025, 1, 1, tzinfo=UTC),
    )
    article = page(name, hint)
    assert (article.incomplete, article.text, article.title) == (why, hint.summary, hint.title)
    assert (article.outlet, article.byline, article.published, article.lang) == (hint.outlet, "A. B.", hint.published, "fr")
    assert page(name).text == ""
    assert page(name).incomplete is why


def test_a_paywalled_article_is_its_visible_opening() -> None:
    """The body that JSON-LD carries for search engines is not visible, so it is not read."""
    article = page("paywall")
    assert article.incomplete is Incomplete.PAYWALL
    assert "note de quatre pages" in article.text
    assert "Oracle" not in article.text


def test_a_metered_article_is_its_visible_opening() -> None:
    """Hidden paragraphs are not read, and their weight tells that the text is not whole."""
    article = page("metered")
    assert article.incomplete is Incomplete.PAYWALL
    assert "Hidden Systems" not in article.text
    assert article.text.startswith("The harbor board")


def test_the_longer_of_a_cut_page_and_its_feed_is_read() -> None:
    """A feed that carries the whole text beats the opening of a closed page, and stays marked."""
    whole = "C’est une note de quatre pages qui met fin à l’expérience. " * 20
    article = page("paywall", Hint(url=URL, summary=whole))
    assert article.text == whole.strip()
    assert article.incomplete is Incomplete.PAYWALL
    assert article.title == "La défense renonce à son moteur de recherche"


def test_a_feed_that_says_far_more_than_the_page_is_read() -> None:
    """Where the extraction found but a corner of the article, the feed's full text is the article."""
    carried = "La ville a signé un marché d’un an, dit le maire, qui en attend beaucoup. " * 30
    article = page("amp", Hint(url=URL, summary=carried))
    assert (article.text, article.incomplete) == (carried.strip(), Incomplete.STUB)


def test_the_feeds_date_and_outlet_win_and_the_pages_title_does() -> None:
    """A page's date is often that of its last rendering; its headline is the fresher one."""
    at = datetime(2025, 3, 12, 4, tzinfo=UTC)
    article = page("wordpress", Hint(url=URL, outlet="Courrier", title="Ancien titre", published=at))
    assert (article.published, article.outlet) == (at, "Courrier")
    assert article.title.startswith("La préfecture")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"%PDF-1.7 ...", "text/html"), (b"\x89PNG....", None), (b'{"a": 1}', "application/json"), (b"PK\x03\x04", "text/plain")],
)
def test_what_is_no_page_is_said_to_be_none(body: bytes, content_type: str | None) -> None:
    """By its bytes first, since labels are often wrong."""
    article = read(document(body, content_type=content_type), Hint(url=URL, summary="Le résumé."))
    assert (article.incomplete, article.text) == (Incomplete.NOT_HTML, "Le résumé.")


def test_plain_text_is_read_as_it_is() -> None:
    """Some agencies publish releases as text."""
    body = "Le ministère signe.\r\n\r\nIl ne dit pas avec qui.".encode()
    article = read(document(body, content_type="text/plain; charset=utf-8"), Hint(url=URL))
    assert (article.text, article.incomplete) == ("Le ministère signe.\n\nIl ne dit pas avec qui.", None)


def test_a_page_without_a_label_is_known_by_its_markup() -> None:
    """No Content-Type at all, and still HTML."""
    body = (PAGES / "amp.html").read_bytes()
    assert read(document(body, content_type=None), Hint(url=URL)).text.startswith("La ville de Lyon")


@pytest.mark.parametrize("body", [b"", b"<!-- -->", b"<html></html>"])
def test_an_empty_page_has_no_text(body: bytes) -> None:
    """And is never "no claims"."""
    article = read(document(body), Hint(url=URL, title="Un titre"))
    assert (article.text, article.incomplete, article.title) == ("", Incomplete.NO_TEXT, "Un titre")


def test_text_below_every_depth_is_missed_aloud() -> None:
    """A page that the parser cut short is marked so."""
    prose = "".join(f"<p>Une phrase qui compte, la {number}e, et qui se lit avec tous ses mots.</p>" for number in range(20))
    article = read(document(f"<body><article>{prose}{'<div>' * 5000}{prose}</body>".encode()), Hint(url=URL))
    assert article.incomplete is Incomplete.CUT
    assert "la 19e" in article.text


def test_an_extraction_that_loses_the_tail_is_marked() -> None:
    """Far more prose on the page than was taken."""
    lost = "<p>Une phrase de plus, que les règles d’extraction prennent pour un commentaire, et qui compte pourtant.</p>" * 40
    body = f"<body><article><p>{'Le début. ' * 30}</p></article><div class='comments' id='comments'>{lost}</div></body>".encode()
    assert read(document(body), Hint(url=URL)).incomplete is Incomplete.CUT


def test_an_endless_text_is_cut() -> None:
    """At a paragraph where there is one, else where it must be."""
    paragraphs = "".join(f"<p>{number} fois {'une ligne de texte, ' * 50}</p>" for number in range(2 * LONGEST_TEXT // 1000))
    article = read(document(f"<article>{paragraphs}</article>".encode()), Hint(url=URL))
    assert article.incomplete is Incomplete.CUT
    assert article.text.endswith("une ligne de texte,")
    assert LONGEST_TEXT // 2 < len(article.text) <= LONGEST_TEXT
    endless = from_text("mot " * LONGEST_TEXT, Hint(url=""))
    assert (endless.incomplete, len(endless.text)) == (Incomplete.CUT, LONGEST_TEXT)


def test_an_article_from_the_feed_alone_says_why() -> None:
    """The page was not fetched; the words are the feed's."""
    article = from_feed(Hint(url=URL, title=" Le \n titre ", summary="Un résumé.\n\n\n\nSuite."), Incomplete.NOT_FETCHED)
    assert (article.title, article.text, article.incomplete) == ("Le titre", "Un résumé.\n\nSuite.", Incomplete.NOT_FETCHED)
    assert article.outlet == "site.example"


def test_a_given_text_is_kept_to_the_character() -> None:
    """But for what no eye sees, and blank lines around it."""
    article = from_text("\n\n  Un  «\u202ftexte\u202f»\u200b,\n\n\n tel  quel \n\n", Hint(url=""))
    assert article.text == "  Un  «\u202ftexte\u202f»,\n\n\n tel  quel "
    assert article.incomplete is None
    assert from_text("", Hint(url="")).incomplete is Incomplete.NO_TEXT


def test_a_repeated_headline_is_no_part_of_the_text() -> None:
    """Even twice, and with another apostrophe."""
    body = (
        "<html><head><title>L’État signe enfin</title></head><body><p>L'État signe enfin</p><p>L’État signe enfin</p><p>"
        + "Du texte. " * 40
    )
    assert read(document(body.encode()), Hint(url=URL)).text.startswith("Du texte.")


def test_an_article_passes_between_processes() -> None:
    """What goes into the confined worker and what comes out of it can be pickled."""
    given_in = document((PAGES / "gov.html").read_bytes()), Hint(url=URL)
    same = pickle.loads(pickle.dumps(given_in))
    assert pickle.loads(pickle.dumps(read(*same))) == read(*given_in)


@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/plain", None]))
def test_no_bytes_can_break_it(body: bytes, content_type: str | None) -> None:
    """Whatever a server sends, an article comes out, with a text or a reason."""
    article = read(document(body, content_type=content_type), Hint(url=URL))
    assert article.text or article.incomplete
    assert not set("\x00\u200b\ud800") & set(article.text)
