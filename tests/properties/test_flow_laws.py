"""Laws of the flow: however jobs are doubled, shuffled and run together, a fact is told once a channel."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.audience import Route
from service.app import run_stage
from service.flow.stages import Job, Stage
from service.flow.sweep import renew, sweep
from service.reference import Reference, shipped
from tests.service.flow.world import ALERTS, DIGEST, World, story, world

AGENCIES = ("NASA", "USAID", "The Federal Reserve", "The U.S. Department of Energy")
VENDORS = (("OpenAI", "ChatGPT"), ("Anthropic", "Claude"))
FORMS = (
    "{agency} has adopted {vendor}'s {product} for its staff.",
    "Staff of {agency} now use {product}, a model made by {vendor}.",
    "{agency} is using {vendor}'s {product} in daily work, an official said.",
)
FILLERS = (
    "People who attended the briefing said that it lasted for about an hour and that few questions were asked.",
    "Nothing more was known on Friday, when the offices were closed for the holiday and calls went unanswered.",
    "A spokesman did not return several calls about the matter, which had been discussed since the summer.",
)

said = st.tuples(st.sampled_from(FORMS), st.sampled_from(AGENCIES), st.sampled_from(VENDORS))
told = st.lists(st.tuples(st.lists(said, min_size=1, max_size=2), st.sampled_from(FILLERS)), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return shipped()


def sentence(one: tuple[str, str, tuple[str, str]]) -> str:
    form, agency, (vendor, product) = one
    return form.format(agency=agency, vendor=vendor, product=product)


def published(one: World, articles: list[tuple[list[tuple[str, str, tuple[str, str]]], str]]) -> None:
    """Each article in one of two rooms, in turn."""
    rooms = [one.network.room(8001), one.network.room(8002)]
    for number, (sentences, filler) in enumerate(articles):
        text = (*(sentence(each) for each in sentences), filler)
        rooms[number % 2].publish(story(f"s{number}", *text, minute=number))
    one.watch(*(room.feed_url for room in rooms))


async def muddled(one: World, draw: st.DataObject) -> None:
    """Run what is ready in any order, some of it twice and at once, until nothing is ready."""
    await renew(one.kit)
    ready = list(await sweep(one.kit))
    for _ in range(400):
        if not ready:
            ready = list(await sweep(one.kit))
        if not ready:
            return
        job = ready.pop(draw.draw(st.integers(0, len(ready) - 1)))
        together = draw.draw(st.integers(1, 3)) if job.stage is not Stage.DELIVER else 1
        for made in await asyncio.gather(*(run_stage(one.kit, job) for _ in range(together))):
            ready.extend(made)
    raise AssertionError("it does not come to an end")


def tellings(one: World) -> Counter[tuple[object, ...]]:
    """How often each value of a fact was told as new in each channel."""
    return Counter(
        one.rows(
            """SELECT v.fact_key, v.norm, o.channel FROM verdicts v JOIN alerts a ON a.revision_id = v.revision_id
               JOIN outbox o ON o.alert_id = a.id WHERE v.outcome = 'new' AND v.rank IS NOT NULL"""
        )
    )


@settings(max_examples=15)
@given(articles=told, draw=st.data())
def test_a_fact_is_told_once_a_channel_whatever_order_and_repetition_its_jobs_come_in(
    reference: Reference, articles: list[tuple[list[tuple[str, str, tuple[str, str]]], str]], draw: st.DataObject
) -> None:
    """Every message is sent once, every fact is NEW once, and every article is judged."""
    one = world(reference, routes=(Route(channel=ALERTS), Route(channel=DIGEST, language="fr")))
    try:
        published(one, articles)
        asyncio.run(muddled(one, draw))
        assert set(one.column("SELECT state FROM articles")) == {"done"}
        assert len(one.rows("SELECT id FROM articles")) == len(articles)
        assert max(tellings(one).values(), default=1) == 1
        news = one.rows("SELECT fact_key FROM verdicts WHERE outcome = 'new'")
        assert sorted(set(news)) == sorted(news)
        assert {row[0] for row in news} == set(one.column("SELECT key FROM facts"))
        sent = Counter(one.notifier.attempts)
        assert max(sent.values(), default=1) == 1
        # edits and replies of roots wait for their window: nothing but a clock sets them going
        assert set(one.column("SELECT state FROM outbox WHERE errand = 'post'")) <= {"sent"}
        assert len(sent) == len(one.rows("SELECT id FROM outbox WHERE errand = 'post'"))
    finally:
        one.close()


def test_the_sentences_say_something(reference: Reference) -> None:
    """Most of them are understood as adoptions, so that the law above is about something."""
    one = world(reference)
    articles = [([(form, agency, VENDORS[0])], FILLERS[0]) for form in FORMS for agency in AGENCIES]
    published(one, articles)
    asyncio.run(_plainly(one))
    assert len(one.rows("SELECT id FROM facts")) == len(AGENCIES)
    one.close()


async def _plainly(one: World) -> None:
    await renew(one.kit)
    while jobs := await sweep(one.kit):
        await one.run(*(Job(job.stage, job.about) for job in jobs))
