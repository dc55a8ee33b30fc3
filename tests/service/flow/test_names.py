"""Names that nobody listed: from an article into the queue, a person's decision, and the last days read again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from service import deciding
from service.deciding import Effect, NameRefused
from service.desknames import DeskName, NameSort
from service.flow.sweep import sweep
from service.reference import Reference
from service.store.audits import Act, audits_of
from service.store.facts import value_rows
from service.store.names import QueueState, find_queued, open_rereads, queued
from tests.service.flow.world import ALERTS, World, adopts, allowed, story, world
from tests.standins.newsroom import Newsroom

BODY = "Bureau of Tidal Mills"
OTHER = "Tidal Mills Bureau of Maine"


@pytest.fixture
def here(reference: Reference) -> Iterator[World]:
    made = world(reference)
    yield made
    made.close()


def room(here: World) -> Newsroom:
    made = here.network.rooms.get("127.0.0.1:8001") or here.network.room()
    here.watch(made.feed_url)
    return made


async def tell(here: World, slug: str, *sentences: str) -> None:
    """An article appears in the feed and goes its whole way."""
    room(here).publish(story(slug, *sentences))
    here.times.pass_by(3600)
    await allowed(here)
    await here.beats(90)


def act(here: World, who: str = "ada") -> Act:
    return Act(who=who, why="known at the desk", at=here.times.now)


def told(here: World) -> list[str]:
    """Keys of the standing facts."""
    with here.kit.store.reading() as c:
        return [f"{row.fact_key} {row.status.value}" for row in value_rows(c)]


def roots(here: World) -> int:
    return len(here.notifier.in_channel(ALERTS))


async def test_an_unlisted_body_waits_in_the_queue_with_its_sentences(here: World) -> None:
    """Its name as in the text, what it is, when it was first and last seen, in how many articles, and what they say."""
    await tell(here, "one", adopts(f"The {BODY}"))
    await tell(here, "two", adopts(f"The {BODY}", "Anthropic", "Claude"))
    with here.kit.store.reading() as c:
        (waiting,) = queued(c)
    assert (waiting.name, waiting.sort, waiting.state, waiting.times) == (BODY, NameSort.AGENCY, QueueState.WAITING, 2)
    assert [BODY in one.quote for one in waiting.sentences] == [True, True]
    assert waiting.last_seen > waiting.first_seen
    assert {str(row[0]) for row in here.rows("SELECT rank FROM alerts")} == {"3"}


async def test_an_accepted_name_is_a_listed_one_and_says_nothing_twice(here: World) -> None:
    """The ledger's claims lose their mark, the article is read again, and the channel stays as it was."""
    await tell(here, "one", adopts(f"The {BODY}"))
    before = roots(here), told(here)
    with here.kit.store.writing() as c:
        effect = deciding.accept(c, DeskName(name=BODY, sort=NameSort.AGENCY, country="US"), act(here))
        assert [row.claim.evidence.unlisted for row in value_rows(c)] == [False]
        assert [one.what for one in audits_of(c, BODY)] == ["accept name"]
        waiting = find_queued(c, BODY)
    assert effect.facts == 1
    assert waiting is not None
    assert waiting.state is QueueState.ACCEPTED
    await here.beats(90)
    assert (roots(here), told(here)) == before
    with here.kit.store.reading() as c:
        assert open_rereads(c) == ()


async def test_a_merged_name_takes_its_facts_along(here: World) -> None:
    """Facts under the old name move with an audit, and the old article does not alert under the new name."""
    await tell(here, "one", adopts(f"The {BODY}"))
    shown = roots(here)
    with here.kit.store.writing() as c:
        effect = deciding.merge(c, BODY, "National Park Service", act(here))
        (row,) = value_rows(c)
        assert row.fact_key == "agency|openai|national park service"
        assert [(one.what, one.who) for one in audits_of(c, row.name)] == [("rename fact", "ada")]
    assert effect.facts == 1
    await here.beats(90)
    await tell(here, "two", adopts(f"The {BODY}"))
    assert roots(here) == shown
    assert told(here) == ["agency|openai|national park service reported"]


async def test_two_names_of_one_body_become_one_fact(here: World) -> None:
    """Where both names held the same value, one holds both sightings and the other is superseded; nothing is deleted."""
    await tell(here, "one", adopts("The National Park Service"))
    await tell(here, "two", adopts(f"The {BODY}"))
    with here.kit.store.writing() as c:
        deciding.merge(c, BODY, "National Park Service", act(here))
    assert told(here) == ["agency|openai|national park service reported", "agency|openai|bureau of tidal mills superseded"]
    assert here.column("SELECT count(*) FROM sightings WHERE value_id = 1") == [2]


async def test_what_is_no_name_makes_no_claim_again(here: World) -> None:
    """Its facts are withdrawn, with who did it; the next article about it claims nothing."""
    await tell(here, "one", adopts(f"The {BODY}"))
    shown = roots(here)
    with here.kit.store.writing() as c:
        deciding.refuse(c, BODY, act(here))
    await here.beats(90)
    await tell(here, "two", adopts(f"The {BODY}", "Anthropic", "Claude"))
    assert roots(here) == shown
    assert told(here) == ["agency|openai|bureau of tidal mills retracted"]


async def test_a_name_that_is_added_finds_what_the_last_days_said_of_it(here: World) -> None:
    """An article that claimed nothing while nobody knew the name alerts once it is known, and only once."""
    await tell(here, "one", adopts("Zephyrine"))
    assert roots(here) == 0
    with here.kit.store.writing() as c:
        deciding.add(c, DeskName(name="Zephyrine", sort=NameSort.AGENCY, aliases=("Office Zéphyrine",)), act(here))
    await here.beats(90)
    assert told(here) == ["agency|openai|zephyrine reported"]
    assert roots(here) == 1
    await here.beats(90)
    assert roots(here) == 1


async def test_only_what_was_read_within_thirty_days_is_read_again(here: World) -> None:
    """What is older stays as it was judged."""
    await tell(here, "one", adopts("Zephyrine"))
    here.times.pass_by(timedelta(days=31).total_seconds())
    with here.kit.store.writing() as c:
        deciding.add(c, DeskName(name="Zephyrine", sort=NameSort.AGENCY), act(here))
    await here.beats(90)
    assert told(here) == []


async def test_an_order_that_was_broken_off_goes_on_where_it_stood(here: World) -> None:
    """The job is found again by a sweep, and carrying it out twice changes nothing."""
    await tell(here, "one", adopts("Zephyrine"))
    with here.kit.store.writing() as c:
        deciding.add(c, DeskName(name="Zephyrine", sort=NameSort.AGENCY), act(here))
    (job,) = [job for job in await sweep(here.kit) if job.stage == "reread"]
    await here.run(job)
    await here.run(job)
    assert here.column("SELECT count(*) FROM revisions") == [2]
    assert here.rows("SELECT read, changed, active FROM rereads") == [(1, 1, 0)]


def refused(here: World, what: str) -> str:
    def tried() -> Effect:
        with here.kit.store.writing() as c:
            match what:
                case "accept":
                    return deciding.accept(c, DeskName(name="NASA", sort=NameSort.AGENCY), act(here))
                case "merge":
                    return deciding.merge(c, BODY, "Nobody Ever Heard Of", act(here))
                case "itself":
                    return deciding.merge(c, "NASA", "NASA", act(here))
                case "person":
                    return deciding.merge(c, BODY, "Mark Zuckerberg", act(here))
                case _:
                    return deciding.refuse(c, "NASA", act(here))

    with pytest.raises(NameRefused) as caught:
        tried()
    return str(caught.value)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("accept", "known already"),
        ("merge", "is not known"),
        ("itself", "that name itself|known"),
        ("person", "cannot be given another name"),
        ("never", "reference data"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_its_reason(here: World, what: str, why: str) -> None:
    """Names of the reference data are not the desk's to refuse, and an alias needs somebody to stand for."""
    assert any(part in refused(here, what) for part in why.split("|"))


async def test_a_later_decision_replaces_the_earlier_one(here: World) -> None:
    """A name that was merged by mistake may be accepted as one of its own; its aliases stay with it."""
    with here.kit.store.writing() as c:
        deciding.add(c, DeskName(name=BODY, sort=NameSort.AGENCY, aliases=("BTM",)), act(here))
        deciding.add(c, DeskName(name=OTHER, sort=NameSort.AGENCY), act(here))
        deciding.merge(c, OTHER, BODY, act(here))
        deciding.merge(c, BODY, "National Park Service", act(here))
    await tell(here, "one", adopts(f"The {OTHER}"), adopts("The BTM", "Anthropic", "Claude"))
    assert told(here) == [
        "agency|openai|national park service reported",
        "agency|anthropic|national park service reported",
    ]
