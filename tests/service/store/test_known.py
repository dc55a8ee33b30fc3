"""What is loaded to judge an article: all that it needs, and no more however large the ledger is."""

from dataclasses import replace

import pytest

from alerts.corroboration import kinships
from alerts.labels.english import ENGLISH
from alerts.matching import families, family
from alerts.model import ArticleMark, Kinship, Verdict
from alerts.namesakes import Glossary
from alerts.reaching import Reach
from alerts.recording import plan
from alerts.verdicts import weigh
from alerts.wording import origins
from service.store import known as known_rooms
from service.store.articles import add_article, record_judged
from service.store.known import FIRST, LATEST, VALUED, Known, load_families, load_known
from service.store.ledger import Teller, record
from service.store.schema import prepare
from service.store.session import Connection, Store
from tests.alerts.made import Terms, agency, amount, figure, partner, price
from tests.alerts.test_verdicts_gold import stream
from tests.contracts.builders import NOW, article, claim, plan_of
from watchers.claims.model import Claim, Stage

NOWHERE = Reach()


@pytest.fixture
def store() -> Store:
    made = Store("sqlite://")
    prepare(made)
    return made


def tell(c: Connection, slug: str, *claims: Claim, kinship: Kinship = Kinship.INDEPENDENT) -> ArticleMark:
    """An article that says so."""
    item = add_article(c, article(slug, f"text of {slug}"), NOW)
    known = load_known(c, item.mark, claims, NOWHERE)
    record(c, Teller(revision=item.revision, article=item.article_id, now=NOW), plan_of(*claims, kinship=kinship), known)
    record_judged(c, item, on_beat=True, reference="", now=NOW)
    return item.mark


def loaded(c: Connection, *claims: Claim, reach: Reach = NOWHERE) -> Known:
    """For a new article that says so."""
    return load_known(c, add_article(c, article("asking", "asks"), NOW).mark, claims, reach)


def keys(known: Known) -> list[str]:
    return [fact.key for fact in known.facts]


def test_what_is_left_out_decides_nothing() -> None:
    """The development stories, each weighed against whole families and against what is loaded of them: the same verdicts."""
    store, differences = Store("sqlite://"), []
    prepare(store)
    with store.writing() as c:
        for one in stream():
            said = replace(article(one.mark.article, one.mark.body_sha256), url=one.mark.url, outlet=one.mark.outlet)
            lineage = replace(said.lineage, body_sha256=one.mark.body_sha256, sketch=one.mark.sketch, told_to=one.mark.told_to)
            item = add_article(c, replace(said, published=one.mark.published, lineage=lineage), one.mark.seen)
            few, all_of_it = load_known(c, item.mark, one.claims, NOWHERE), load_families(c, families(one.claims))
            kin = kinships(item.mark, one.claims, all_of_it.facts, few.beside)
            assert kinships(item.mark, one.claims, few.facts, few.beside).items() <= kin.items()
            left, right = (weigh(item.mark, one.claims, known.facts, kin) for known in (few, all_of_it))
            differences += [pair for pair in zip(left, right, strict=True) if seen(pair[0]) != seen(pair[1])]
            record(c, Teller(revision=item.revision, article=item.article_id, now=one.mark.seen), plan(left), few)
            record_judged(c, item, on_beat=True, reference="", now=one.mark.seen)
    store.close()
    assert differences == []


def seen(verdict: Verdict) -> tuple[object, ...]:
    against = [(fact.key, value.norm, len(value.sightings)) for fact, value in verdict.against]
    return verdict.outcome, verdict.reason, verdict.conflict, verdict.rank, verdict.fact_key, verdict.norm, against


def test_of_a_value_that_very_many_tell_the_first_and_the_latest_are_loaded_and_all_are_counted(store: Store) -> None:
    """Twenty-four tellings: the first four, the latest twelve, and the number of the others, independent or not."""
    with store.writing() as c:
        told = [tell(c, f"a{n}", claim(), kinship=Kinship.COPY if n % 4 else Kinship.INDEPENDENT) for n in range(24)]
        (fact,) = loaded(c, claim()).facts
    (value,) = fact.values
    assert [s.mark.article for s in value.sightings] == [mark.article for mark in (*told[:FIRST], *told[-LATEST:])]
    assert (len(value.sightings) + value.more, value.more_independent) == (24, 2)
    assert origins(value, ENGLISH).startswith("24 ")
    store.close()


def test_the_article_itself_and_its_copies_are_found_among_very_many(store: Store) -> None:
    """An article tells a value once, in however many revisions; an equal body is a copy however long ago it was."""
    with store.writing() as c:
        told = [tell(c, f"a{n}", claim()) for n in range(24)]
        again = load_known(c, told[6], [claim()], NOWHERE)
        copy = replace(loaded_mark(c), body_sha256=told[8].body_sha256)
        known = load_known(c, copy, [claim()], NOWHERE)
    assert told[6].article in {s.mark.article for s in again.facts[0].values[0].sightings}
    assert kinships(copy, [claim()], known.facts)[told[8].article] is Kinship.COPY
    store.close()


def loaded_mark(c: Connection) -> ArticleMark:
    return add_article(c, article("copy", "anything"), NOW).mark


def test_of_a_family_only_the_slots_are_loaded_where_nothing_else_can_matter(store: Store) -> None:
    """Agencies and partners are weighed in their own slots; in an empty one nothing is known."""
    with store.writing() as c:
        tell(c, "a", *(agency(Stage.ADOPTED, name=f"Agency {n}") for n in range(30)), *(partner(name=f"P {n}") for n in range(9)))
        known = loaded(c, agency(Stage.ADOPTED, name="Agency 7"), agency(Stage.ADOPTED, name="New"), partner(name="P 3"))
    assert keys(known) == ["agency|meta|agency 7", "partner|meta|p 3"]
    assert known.heads == {"agency|meta": 1, "partner|meta": 1}
    store.close()


def test_prices_of_the_same_offer_and_figures_of_the_same_measure_are_loaded(store: Store) -> None:
    """A price that leaves something out may be any that the rest agrees with; a figure may belong to another period."""
    other = price("5", Terms(product="Claude", buyer="GSA"))
    with store.writing() as c:
        tell(c, "a", price("1"), price("2", Terms(product="Claude Gov", per="agency")), price("3", Terms(product="Opus")), other)
        tell(c, "b", figure(amount("1"), "2025-Q1"), figure(amount("2"), "2025-Q2"), figure(amount("2"), measure="capex"))
        prices = loaded(c, price("4", Terms(product="Claude", per=None)))
        figures = loaded(c, figure(amount("3"), "2025-Q3"))
    whole = "us federal government"
    assert keys(prices) == [f"price|anthropic|claude|{whole}|agency/year", f"price|anthropic|claude gov|{whole}|agency"]
    assert keys(figures) == ["figure|meta|revenue|2025 q1", "figure|meta|revenue|2025 q2"]
    store.close()


def test_of_a_slot_with_very_many_values_the_newest_and_the_one_that_is_told_are_loaded(store: Store) -> None:
    """A vague price that everybody gives otherwise: telling the oldest value again makes no second one."""
    with store.writing() as c:
        tell(c, "a", *(price(str(n)) for n in range(1, VALUED + 3)))
        tell(c, "b", price("1"))
        (fact,) = loaded(c, price("1")).facts
    assert [value.norm for value in fact.values] == ["1 usd", *(f"{n} usd" for n in range(3, VALUED + 3))]
    assert len(fact.values[0].sightings) == 2
    store.close()


def test_a_slot_is_found_however_old_and_a_looser_reading_looks_among_the_newest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for three facts, the slot itself and the three newest are there."""
    monkeypatch.setattr(known_rooms, "REACHED", 3)
    with store.writing() as c:
        for n in range(9):
            tell(c, f"a{n}", figure(amount("1"), f"20{10 + n}-Q1"))
        known = loaded(c, figure(amount("1"), "2010-Q1"))
    assert [key[-7:] for key in keys(known)] == ["2010 q1", "2016 q1", "2017 q1", "2018 q1"]
    store.close()


def test_a_whole_government_looks_at_its_members(store: Store) -> None:
    """Whatever agencies of the country are known."""
    said = agency(Stage.ADOPTED, name="U.S. federal government")
    with store.writing() as c:
        tell(c, "a", agency(Stage.ADOPTED, name="NASA"), agency(Stage.ADOPTED, name="State of Ohio"))
        assert keys(loaded(c, said)) == ["agency|meta|nasa"]
    store.close()


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ("Agence nationale des ouvrages fluviaux", "ANOF"),
        ("ANOF", "Agence nationale des ouvrages fluviaux"),
        ("Bureau d'études côtières", "Office for Coastal Studies"),
        ("Office for Coastal Studies", "Bureau d'études côtières"),
    ],
)
def test_a_body_that_nobody_listed_is_looked_for_under_its_other_names(store: Store, known: str, name: str) -> None:
    """By its initials, and word for word in another language; another body of the same vendor stays away."""
    glossary = Glossary.build([["bureau", "office"], ["études", "studies"], ["côtier", "coastal"]])
    strange = claim(name)
    strange = replace(strange, evidence=replace(strange.evidence, unlisted=True))
    with store.writing() as c:
        tell(c, "a", claim(known), claim("Rail Safety Board"))
        found = loaded(c, strange, reach=Reach(glossary=glossary))
    assert [fact.family for fact in found.facts] == [family(strange)]
    store.close()


def test_what_recent_articles_claim_besides_is_loaded_for_their_kinship(store: Store) -> None:
    """Whole articles are compared, not only what they have in common."""
    with store.writing() as c:
        told = tell(c, "a", claim(), claim("NASA", vendor="OpenAI"))
        known = loaded(c, claim())
    assert known.beside == {told.article: (claim("NASA", vendor="OpenAI"),)}
    store.close()
