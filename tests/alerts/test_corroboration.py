"""How an article descends from an earlier one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from alerts.corroboration import KinReason, alike, fingerprint, kinship, resemblance
from alerts.model import ArticleMark, Kinship
from tests.alerts.made import Said, agency, amount, figure, mark, partner, price
from watchers.claims.model import Claim, PartnerStage, Stage

RESULTS: tuple[Claim, ...] = (
    figure(amount("40590000000")),
    figure(amount("5"), measure="daily users growth percent"),
    figure(amount("15690000000"), measure="net income"),
)
STORY: tuple[Claim, ...] = (
    agency(Stage.EXPLORING, said=Said(quote="State signed for 340 seats.")),
    partner(),
    price("29"),
)


def kin(one: ArticleMark, claims: Sequence[Claim], other: ArticleMark, told: Sequence[Claim]) -> tuple[Kinship, KinReason]:
    """The kinship, which must be the same from either side."""
    found = kinship(one, claims, other, told)
    assert kinship(other, told, one, claims) == found
    return found


def test_an_equal_body_is_a_copy_at_any_distance_in_time() -> None:
    """The digest of the normalised body decides alone."""
    copy = replace(mark("b", day=400), body_sha256="a")
    assert kin(mark("a"), STORY, copy, STORY) == (Kinship.COPY, KinReason.EQUAL_BODY)
    assert kin(mark("a"), (), mark("a"), ()) == (Kinship.COPY, KinReason.SAME_ARTICLE)


def test_half_of_the_sketch_makes_a_copy() -> None:
    """From a resemblance of one half on, one text descends from the other; below, the words prove nothing."""
    sketch = tuple(range(128))
    near = tuple(n if n < 64 else n + 1000 for n in sketch)
    far = tuple(n if n < 60 else n + 1000 for n in sketch)
    one = replace(mark("a"), sketch=sketch)
    assert resemblance(sketch, near) == 0.5
    assert resemblance(sketch, ()) == 0.0
    assert kin(one, (), replace(mark("b"), sketch=near), ()) == (Kinship.COPY, KinReason.ALIKE_WORDS)
    assert kin(one, (), replace(mark("b"), sketch=far), ())[0] is Kinship.INDEPENDENT


def test_the_same_facts_within_a_week_are_a_rewrite() -> None:
    """Names and numbers alike in other words: a rewrite for seven days, background later."""
    assert kin(mark("a"), STORY, mark("b", day=2), STORY) == (Kinship.REWRITE, KinReason.ALIKE_FACTS)
    assert kin(mark("a"), STORY, mark("b", day=8), STORY) == (Kinship.INDEPENDENT, KinReason.TOO_FAR_APART)


def test_results_that_everybody_tells_make_no_story() -> None:
    """Two recaps of one quarter corroborate each other."""
    assert kin(mark("a"), RESULTS, mark("b"), RESULTS) == (Kinship.INDEPENDENT, KinReason.TOO_LITTLE_SHARED)


@pytest.mark.parametrize(
    "measure",
    [
        *("revenue", "revenue growth percent", "net income", "net income excluding one-off items", "operating income"),
        *("daily users", "daily users growth percent", "capex"),
    ],
)
def test_no_result_of_a_company_makes_a_story(measure: str) -> None:
    """However much alike; a budget or a contract does."""
    told: tuple[Claim, ...] = (figure(amount("40.5"), measure=measure, said=Said(quote="It was 40.5 and 17.3 and 12.2.")),)
    assert kin(mark("a"), told, mark("b"), told) == (Kinship.INDEPENDENT, KinReason.TOO_LITTLE_SHARED)


def test_a_fact_and_its_two_names_are_just_enough() -> None:
    """One claim alike in all of them is a story; so is a contract."""
    for told in (agency(Stage.ADOPTED), figure(amount("40.5"), measure="contract value")):
        assert kin(mark("a"), (told,), mark("b"), (told,)) == (Kinship.REWRITE, KinReason.ALIKE_FACTS)


def test_a_denial_is_no_rewrite_of_what_it_denies() -> None:
    """The other side's answer is another story."""
    yes, no = (agency(Stage.EXPLORING),), (agency(Stage.DENIED),)
    assert kin(mark("a"), yes, mark("b"), no)[0] is Kinship.INDEPENDENT
    assert kin(mark("a"), (partner(),), mark("b"), (partner(PartnerStage.DENIED),))[0] is Kinship.INDEPENDENT


def test_a_list_that_leaves_out_and_adds_is_still_a_rewrite() -> None:
    """Four facts in common that are half of the shorter article's make one story."""
    names = ("Oracle", "Palantir", "IBM", "Microsoft", "Leidos", "Anduril", "Deloitte", "Accenture", "Databricks")
    long = tuple(partner(name=name) for name in names)
    short: tuple[Claim, ...] = (*long[:4], *(agency(Stage.OFFERED, name=f"Government of {n}") for n in "ABCD"))
    assert kin(mark("a"), long, mark("b"), short) == (Kinship.REWRITE, KinReason.ALIKE_LIST)


def test_an_outlet_that_asked_for_itself_is_independent() -> None:
    """What was said to this newspaper does not descend from another."""
    asked = (agency(Stage.ADOPTED, said=Said(by="Ines Calloway", quote="Lo usan, explicó el jueves a este medio su jefa.")),)
    told = (agency(Stage.ADOPTED, said=Said(by="Ines Calloway")),)
    assert kin(mark("a"), told, mark("b"), asked) == (Kinship.INDEPENDENT, KinReason.OWN_ASKING)


def test_a_text_that_was_obtained_for_itself_is_independent_however_alike_the_facts() -> None:
    """The text says so anywhere, or credits the outlet that prints it; a long list in common is a retelling all the same."""
    told = mark("a"), STORY, mark("b"), STORY
    assert kin(*told) == (Kinship.REWRITE, KinReason.ALIKE_FACTS)
    for own in (replace(mark("b"), asked=True), replace(mark("b"), told_to=("OUTLET B",))):
        assert kin(mark("a"), STORY, own, STORY) == (Kinship.INDEPENDENT, KinReason.OWN_ASKING)
        long = tuple(partner(name=name) for name in ("Oracle", "Palantir", "IBM", "Leidos"))
        assert kin(mark("a"), long, own, long) == (Kinship.REWRITE, KinReason.ALIKE_LIST)


def test_what_only_one_of_two_takes_from_an_official_record_is_its_own() -> None:
    """Both from the record, or neither, are a story; a part of what they share does not count, nor does a long list."""
    said, record = Said(quote="It is 340 seats."), Said(quote="It is 340 seats, according to the official notice.")

    def story(one: Said, other: Said) -> tuple[Claim, ...]:
        return agency(Stage.EXPLORING, said=one), partner(said=other), price("29", said=other)

    plain, noted, partly = story(said, said), story(record, record), story(record, said)
    assert kin(mark("a"), plain, mark("b"), noted) == (Kinship.INDEPENDENT, KinReason.ON_RECORD)
    for one, other in ((plain, plain), (noted, noted), (plain, partly)):
        assert kin(mark("a"), one, mark("b"), other) == (Kinship.REWRITE, KinReason.ALIKE_FACTS)


def test_a_retelling_is_known_by_the_names_and_numbers_of_its_text() -> None:
    """Six in common that are half of the shorter's and a fifth of both: where a fact is shared, or nothing was read of one."""
    one = replace(mark("a"), gist=tuple(range(12)))
    near = replace(mark("b"), gist=(*range(6), *range(100, 106)))
    fact, other = (partner(),), (partner(name="Oracle"), *STORY[:1])
    assert kin(one, (), near, STORY) == (Kinship.REWRITE, KinReason.ALIKE_NAMES)
    assert kin(one, (), near, ()) == (Kinship.REWRITE, KinReason.ALIKE_NAMES)
    assert kin(one, (*fact, *RESULTS), near, (*fact, *other)) == (Kinship.REWRITE, KinReason.ALIKE_NAMES)
    assert kin(one, fact, near, other) == (Kinship.INDEPENDENT, KinReason.TOO_LITTLE_SHARED)
    one = replace(one, gist=tuple(range(13)))
    for unlike in ((*range(5), *range(100, 105)), (*range(6), *range(100, 107)), ()):
        assert kin(one, (), replace(near, gist=unlike), ())[0] is Kinship.INDEPENDENT
    many, few = replace(one, gist=tuple(range(31))), replace(near, gist=tuple(range(6)))
    assert kin(many, (), few, ())[0] is Kinship.INDEPENDENT
    assert kin(replace(many, gist=tuple(range(30))), (), few, ())[0] is Kinship.REWRITE
    assert kin(one, (), replace(mark("c", day=8), gist=near.gist), ())[1] is KinReason.TOO_FAR_APART


def test_a_named_origin_makes_kin_of_articles_that_tell_one_thing() -> None:
    """Crediting the other outlet, or one third outlet, shows the descent; crediting it for something else does not."""
    credit = replace(mark("b"), told_to=("OUTLET A",))
    few: tuple[Claim, ...] = (partner(),)
    other: tuple[Claim, ...] = (partner(name="Oracle"), *STORY[:1])
    assert kin(mark("a"), (*few, *RESULTS), credit, (*few, *other)) == (Kinship.REWRITE, KinReason.NAMED_ORIGIN)
    assert kin(mark("a"), few, credit, other)[0] is Kinship.INDEPENDENT
    both = replace(mark("a"), told_to=("Reuters",)), replace(mark("b"), told_to=("reuters",))
    assert kin(both[0], (*few, *RESULTS), both[1], (*few, *other)) == (Kinship.REWRITE, KinReason.SHARED_ORIGIN)


def test_a_correction_belongs_to_the_story_of_its_own_outlet_that_it_corrects() -> None:
    """However short: the outlet's own notice of one wrong figure; not another outlet's, nor about something else."""
    notice: tuple[Claim, ...] = (figure(amount("2.4"), measure="contract value", said=Said(corrects=True)),)
    wrong: tuple[Claim, ...] = (figure(amount("4.2"), measure="contract value"), *STORY)
    own = mark("b", day=2, outlet="OUTLET A")
    assert kin(mark("a"), wrong, own, notice) == (Kinship.REWRITE, KinReason.CORRECTS)
    assert kin(mark("a"), wrong, mark("b", day=2), notice)[0] is Kinship.INDEPENDENT
    assert kin(mark("a"), STORY, own, notice)[0] is Kinship.INDEPENDENT
    plain: tuple[Claim, ...] = (figure(amount("2.4"), measure="contract value"),)
    assert kin(mark("a"), wrong, own, plain)[0] is Kinship.INDEPENDENT
    assert kin(replace(mark("a"), outlet=""), wrong, replace(own, outlet=""), notice)[0] is Kinship.INDEPENDENT


def test_a_fingerprint_is_made_of_facts_names_people_and_numbers() -> None:
    """Numbers count by their digits, so a translation's comma does not part them."""
    english = fingerprint((agency(Stage.ADOPTED, said=Said(by="Ada Li", quote="It took 40.5 billion.")),))
    french = fingerprint((agency(Stage.ADOPTED, said=Said(by="Ada Li", quote="Elle a pris 40,5 milliards.")),))
    assert english == french
    assert "name ada li" in english
    assert alike((), ()) == 0.0
    assert alike(STORY, STORY) == 1.0


def test_the_features_of_a_claim_and_their_weights() -> None:
    """What it tells weighs twice; names, speakers and numbers weigh once, numbers by three digits without zeros at the end."""
    said = Said(by="Ada Li", quote="It took 40.5 billion, 3 of 10, 007 and 12,345.")
    state = {"name meta": 1.0, "name us department of state": 1.0, "name ada li": 1.0}
    numbers = {"number 405": 1.0, "number 123": 1.0}
    for stage, word in ((Stage.ADOPTED, "held"), (Stage.EXPLORING, "held"), (Stage.ENDED, "ended"), (Stage.DENIED, "denied")):
        told = {f"told Adoption {word} meta | us department of state": 2.0}
        assert fingerprint((agency(stage, said=said),)) == told | state | numbers
    paid = {"told price anthropic | us federal government": 2.0, "number 29": 1.0}
    names = {"name anthropic": 1.0, "name claude": 1.0, "name us federal government": 1.0}
    assert fingerprint((price("29"),)) == paid | names


def test_likeness_is_the_share_of_weights_in_common() -> None:
    """One name of seven weights; all of them; none."""
    assert alike((agency(Stage.ADOPTED),), (agency(Stage.ADOPTED, name="NASA"),)) == 1 / 7
    assert alike((agency(Stage.ADOPTED),), (agency(Stage.ADOPTED), partner())) == 4 / 7
    assert alike((agency(Stage.ADOPTED),), (price("29"),)) == 0.0


def test_a_week_to_the_minute_is_within_a_week() -> None:
    """A minute more is not."""
    assert kin(mark("a"), STORY, mark("b", day=7), STORY)[0] is Kinship.REWRITE
    assert kin(mark("a"), STORY, mark("b", day=7.001), STORY)[1] is KinReason.TOO_FAR_APART


def test_reasons_read_as_clauses() -> None:
    """In lower case, in words alone: they go into a sentence."""
    assert all(word.isalpha() and word.islower() for reason in KinReason for word in reason.value.split())
