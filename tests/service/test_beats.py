"""Configured beats in the names of the reference data."""

from alerts.audience import Beat
from alerts.routing import covers
from service.beats import completed, faults
from service.reference import Reference
from watchers.claims.model import Adoption, Evidence, Span, Stage


def adoption(agency: str, *, product: str | None = None, unlisted: bool = False) -> Adoption:
    evidence = Evidence(quote="…", span=Span(start=0, end=1), unlisted=unlisted)
    return Adoption(vendor="Meta", product=product, agency=agency, stage=Stage.ADOPTED, evidence=evidence)


def test_a_country_covers_its_listed_bodies(reference: Reference) -> None:
    """Federal bodies and states of the United States are in it, a French ministry is not, an unlisted name may be."""
    beat = completed(Beat(name="us", countries=("us",)), reference)

    assert beat.countries == ("US",)
    assert covers(beat, adoption("U.S. Department of State"))
    assert covers(beat, adoption("State of California"))
    assert not covers(beat, adoption("Government of Canada"))
    assert covers(beat, adoption("Bureau of Tidal Mills", unlisted=True))


def test_a_products_vendor_belongs_to_its_beat(reference: Reference) -> None:
    """A claim that leaves the product out fits by its vendor; another product of the vendor does not."""
    beat = completed(Beat(name="llama", products=("llama",)), reference)

    assert (beat.vendors, beat.products) == (("Meta",), ("Llama",))
    assert covers(beat, adoption("NASA"))
    assert covers(beat, adoption("NASA", product="Llama 3.1"))
    assert not covers(beat, adoption("NASA", product="Meta AI"))


def test_names_are_known_in_any_case_and_by_their_aliases(reference: Reference) -> None:
    """What an editor writes is turned into the ledger's own names."""
    beat = Beat(name="x", vendors=("openai", "Facebook Inc."), agencies=("GSA", "nasa"), products=("chatgpt",))

    assert list(faults(beat, reference)) == []
    found = completed(beat, reference)
    assert found.vendors == ("OpenAI", "Meta")
    assert found.agencies == ("General Services Administration", "NASA")
    assert found.products == ("ChatGPT",)


def test_unknown_names_are_faults_with_a_near_one(reference: Reference) -> None:
    """A misspelt name would silence the beat; a body is no vendor, a company no agency."""
    beat = Beat(name="x", vendors=("Opena", "NASA"), products=("Claud",), agencies=("Department of Stat",), countries=("Utopia",))

    found = list(faults(beat, reference))

    assert [key for key, _ in found] == ["vendors", "vendors", "products", "agencies", "countries"]
    said = [message for _, message in found]
    assert said[0] == "'Opena' is not in the reference data; did you mean 'OpenAI'?"
    assert "'NASA' is not in the reference data" in said[1]
    assert "'Claude'" in said[2]
    assert "'U.S. Department of State'" in said[3]
    assert "two letters" in said[4]


def test_a_beat_without_dimensions_stays_as_it_is(reference: Reference) -> None:
    """An empty dimension fits all."""
    assert completed(Beat(name="all"), reference) == Beat(name="all")
