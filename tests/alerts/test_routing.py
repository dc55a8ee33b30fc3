"""Each channel hears what its routes take, once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.audience import Beat, Route
from alerts.model import Outcome
from alerts.routing import covers, kind_of, route
from tests.alerts.samples import agency, alert, contradiction, dollar, evidence, free, mark, moved, new, partner
from watchers.claims.model import Amount, Figure, Stage

META = new(agency("U.S. Department of State", told=evidence(start=1)))
OPENAI = new(agency("DARPA", vendor="OpenAI", product="ChatGPT", told=evidence(start=2)), rank=1)
ORACLE = new(partner("Oracle", told=evidence(start=3)), rank=3)
PRICE = new(free(told=evidence(start=4)))
STORY = alert(META, OPENAI, ORACLE, PRICE)


def revenue(subject: str = "Meta") -> Figure:
    return Figure(
        subject=subject, measure="revenue", amount=Amount(low=Decimal(40)), currency="USD", period="2024-Q3", evidence=evidence()
    )


def test_a_verdict_is_of_the_kind_that_routes_name() -> None:
    """What was decided comes before what it is about."""
    by = mark("9")
    told = agency("GSA", stage=Stage.ADOPTED, told=evidence())
    assert [kind_of(v) for v in (META, ORACLE, PRICE, new(revenue()))] == ["agency", "partner", "price", "figure"]
    assert kind_of(contradiction(told, told, by)) == "contradiction"
    assert kind_of(moved(told, told, by)) == "update"
    assert kind_of(replace(moved(told, told, by), outcome=Outcome.CHANGES)) == "change"


def test_a_route_without_conditions_takes_all() -> None:
    """The default of the configuration."""
    (only,) = route(STORY, [Route(channel="C1")], {})
    assert (only.channel, only.language, only.alert) == ("C1", "en", STORY)


def test_a_channel_gets_only_the_kinds_of_its_route_and_the_rank_of_what_is_left() -> None:
    """A desk for partners hears of no agency."""
    (only,) = route(STORY, [Route(channel="C1", kinds=("partner",), language="fr")], {})
    assert only.alert.verdicts == (ORACLE,)
    assert (only.alert.rank, only.language) == (3, "fr")


def test_a_channel_named_twice_gets_the_union_once_in_the_order_of_the_alert() -> None:
    """Two routes to a channel are not two messages."""
    routes = [
        Route(channel="C1", kinds=("price",), language="fr"),
        Route(channel="C2"),
        Route(channel="C1", kinds=("agency", "price")),
    ]
    first, second = route(STORY, routes, {})
    assert [(r.channel, r.language) for r in (first, second)] == [("C1", "fr"), ("C2", "en")]
    assert first.alert.verdicts == (OPENAI, META, PRICE)


def test_what_no_route_takes_goes_nowhere() -> None:
    """An alert without a reader is no alert."""
    assert route(STORY, [Route(channel="C1", kinds=("contradiction",))], {}) == ()
    assert route(STORY, [], {}) == ()


def test_a_route_whose_beat_is_not_configured_is_a_fault() -> None:
    """It must not silently take all, or nothing."""
    with pytest.raises(KeyError):
        route(STORY, [Route(channel="C1", beat="gone")], {})


def test_a_beat_restricts_a_route_to_its_vendors() -> None:
    """Case does not count."""
    beats = {"openai": Beat(name="openai", vendors=("OPENAI",))}
    (only,) = route(STORY, [Route(channel="C1", beat="openai")], beats)
    assert only.alert.verdicts == (OPENAI,)


@pytest.mark.parametrize(
    ("beat", "fits"),
    [
        (Beat(name="b"), True),
        (Beat(name="b", vendors=("Meta",)), True),
        (Beat(name="b", vendors=("Google",)), False),
        (Beat(name="b", products=("Llama",)), True),
        (Beat(name="b", products=("Llama 4",)), False),
        (Beat(name="b", products=("Gemini",)), False),
        (Beat(name="b", agencies=("u.s. department of state",)), True),
        (Beat(name="b", agencies=("GSA",)), False),
        (Beat(name="b", countries=("US",), bodies=frozenset({"U.S. Department of State"})), True),
        (Beat(name="b", countries=("FR",), bodies=frozenset({"French Ministry"})), False),
        (Beat(name="b", agencies=("GSA",), bodies=frozenset({"U.S. Department of State"})), True),
        (Beat(name="b", vendors=("Meta",), agencies=("GSA",)), False),
    ],
)
def test_a_claim_fits_a_beat_in_every_dimension_given(beat: Beat, *, fits: bool) -> None:
    """Agencies and the bodies of countries are one dimension."""
    assert covers(beat, META.claim) is fits


def test_what_a_claim_leaves_open_excludes_it_from_nothing() -> None:
    """Better an alert too many: no product, no agency, a name whose country nobody knows."""
    unnamed = agency("GSA", product=None, told=evidence())
    assert covers(Beat(name="b", vendors=("Meta",), products=("Llama",)), unnamed)
    assert not covers(Beat(name="b", products=("Llama",)), unnamed)
    french = Beat(name="b", bodies=frozenset({"French Ministry"}))
    assert covers(french, ORACLE.claim)
    assert covers(french, dollar("Claude", "Anthropic", told=evidence()))
    assert not covers(french, PRICE.claim)
    unlisted = agency("Office of Tides", told=replace(evidence(), unlisted=True))
    assert covers(french, unlisted)
    assert not covers(Beat(name="b", agencies=("GSA",)), unlisted)


def test_a_product_covers_its_versions() -> None:
    """Who follows Llama follows Llama 4."""
    assert covers(Beat(name="b", products=("Llama",)), agency("GSA", product="Llama 4", told=evidence()))
    assert not covers(Beat(name="b", products=("Llama",)), agency("GSA", product="Llamatron", told=evidence()))


def test_a_figure_belongs_to_the_beat_of_any_of_its_subjects() -> None:
    """A contract between two bodies interests both desks."""
    shared = revenue("Meta / U.S. Department of State")
    assert covers(Beat(name="b", vendors=("meta",)), shared)
    assert not covers(Beat(name="b", vendors=("OpenAI",)), shared)
    assert covers(Beat(name="b", vendors=("Meta",), products=("Llama",)), shared)
    assert not covers(Beat(name="b", products=("Llama",)), shared)
