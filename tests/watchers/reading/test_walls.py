"""What stands in an article's place is known for what it is."""

import pytest

from watchers.model import Incomplete
from watchers.reading.walls import Seen, fault, is_wall, stub

ARTICLE = "Le ministère a signé mardi un contrat de trois ans avec un hébergeur français, sans en dire le prix. " * 12


@pytest.mark.parametrize(
    "text",
    [
        "Il vous reste 75,3 % de cet article à lire. La suite est réservée aux abonnés.",
        "Cet article est réservé à nos abonnés.",
        "Pour lire la suite de cet article, abonnez-vous.",
        "Subscribe to continue reading",
        "This article is for subscribers only.",
        "The full story is available to paying members.",
        "You’ve reached your limit of free articles.",
        "Nur für Abonnenten",
        "Suscríbete para seguir leyendo",
    ],
)
def test_the_free_opening_of_a_closed_article_is_told_by_its_wording(text: str) -> None:
    """At the end of the text itself, or beside a short one."""
    assert fault(Seen(main=ARTICLE + text, whole=ARTICLE)) is Incomplete.PAYWALL
    assert fault(Seen(main=ARTICLE, whole=ARTICLE + text)) is Incomplete.PAYWALL


def test_an_advertisement_for_subscribers_beside_a_long_article_is_no_wall() -> None:
    """A long text was read whole, whatever the menu offers."""
    assert fault(Seen(main=ARTICLE * 3, whole="For subscribers only" + ARTICLE * 3)) is None


def test_an_offer_in_mid_article_is_furniture() -> None:
    """What follows it was read, so nothing is missing."""
    text = "Le juge a donné tort à l’autorité. La suite est réservée à nos abonnés. " + ARTICLE
    assert fault(Seen(main=text, whole=text)) is None


def test_the_pages_own_word_and_hidden_prose_tell_a_closed_article() -> None:
    """JSON-LD says that it is not free; or most of its paragraphs are hidden."""
    assert fault(Seen(main=ARTICLE, whole=ARTICLE, free=False)) is Incomplete.PAYWALL
    assert fault(Seen(main=ARTICLE * 3, whole=ARTICLE * 3, free=False)) is None
    assert fault(Seen(main=ARTICLE, whole=ARTICLE, hidden_prose=len(ARTICLE) * 3)) is Incomplete.PAYWALL
    assert fault(Seen(main=ARTICLE, whole=ARTICLE, free=True)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Nous et nos 812 partenaires utilisons des cookies et des traceurs. Accepter et continuer. Continuer sans accepter.",
        "We value your privacy. We and our 812 partners use cookies. Accept all. Reject all.",
        "Wir verwenden Cookies. Alle akzeptieren. Datenschutz. Einwilligung verwalten.",
    ],
)
def test_a_consent_wall_is_one_whether_taken_for_the_main_text_or_not(text: str) -> None:
    """Nothing of it may be read as the article."""
    assert fault(Seen(main=text, whole=text)) is Incomplete.CONSENT_WALL
    assert fault(Seen(main="", whole=text)) is Incomplete.CONSENT_WALL
    assert is_wall(Incomplete.CONSENT_WALL)


def test_an_article_about_cookies_is_an_article() -> None:
    """The words alone do not make a wall of a long text."""
    text = "La CNIL publie son avis sur les cookies et les traceurs, et rappelle que le consentement doit être libre. " * 9
    assert fault(Seen(main=text, whole=text)) is None
    short = "La ville adopte un assistant pour ses agents. Il n’utilise pas de cookies, dit-elle, et coûte 40 000 euros par an."
    assert fault(Seen(main=short, whole=short)) is None


@pytest.mark.parametrize(
    ("notes", "whole"),
    [
        ("You need to enable JavaScript to run this app.", ""),
        ("Just a moment...", "Checking your browser before accessing the site."),
        ("", "Veuillez activer JavaScript pour lire ce site et continuer votre visite, sans quoi rien ne s’affiche ici."),
        ("", "Menu Accueil Contact"),
    ],
)
def test_shells_and_checks_for_robots_hold_no_text(notes: str, whole: str) -> None:
    """A page of scripts, and one that wants proof of a human."""
    assert fault(Seen(main=whole if len(whole) > 90 else "", whole=whole, notes=notes)) is Incomplete.NO_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "La GSA ajoute un outil à sa liste. Lire la suite sur le site d’origine.",
        "The agency has added a tool… Read the full story at Example.",
        "The agency has added a tool to its list, free for […]",
        "L’agence ajoute un outil à sa liste...",
        "The post Agency adds a tool appeared first on Example.",
    ],
)
def test_an_opening_that_points_elsewhere_is_a_stub(text: str) -> None:
    """Short, and broken off or sending the reader on."""
    assert stub(text) is Incomplete.STUB
    assert stub(ARTICLE + text) is None


def test_a_short_report_is_whole() -> None:
    """Brevity alone is no fault."""
    assert stub("GSA signs an assistant for federal use at 42 cents per agency for 18 months.") is None
