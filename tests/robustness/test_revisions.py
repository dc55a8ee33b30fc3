"""Articles that change after they were read: cases D01 to D08, D10 and D16 of the matrix of faults."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.flow.stages import Job, Stage
from service.reference import shipped
from tests.robustness.week import AGES
from tests.service.flow.world import ALERTS, World, allowed, story, world
from tests.standins.newsroom import Newsroom, Story
from watchers.errors import BadStatus, Unreachable
from watchers.model import Document, Validators

OPENING = (
    "Officials described the agreement at a long briefing on Monday, and people who attended the meeting said afterwards that "
    "it had lasted for about an hour and that few questions were asked by anybody in the room."
)
OUVERTURE = (
    "Les responsables ont décrit l’accord lors d’un long point de presse lundi, et les personnes présentes ont dit ensuite que "
    "la réunion avait duré une heure environ et que peu de questions avaient été posées dans la salle."
)
USES = "NASA has adopted OpenAI's ChatGPT for its staff."
EARNED = "Meta reported revenue of ${} billion for the third quarter of 2024."
HOUR = 3600.0


@pytest.fixture
async def one() -> AsyncIterator[World]:
    """A service that reads articles again."""
    made = await allowed(world(shipped()))
    made.kit = replace(made.kit, policy=replace(made.kit.policy, visits=AGES))
    yield made
    made.close()


def told(slug: str, *sentences: str, opening: str = OPENING) -> Story:
    return replace(story(slug, opening, *sentences), lang="fr" if opening == OUVERTURE else "en")


async def published(one: World, first: Story) -> Newsroom:
    """A room whose one article was read and judged."""
    room = one.network.room()
    room.publish(first)
    one.watch(room.feed_url, every=timedelta(hours=1))
    await one.beat()
    return room


async def becomes(one: World, room: Newsroom, *sentences: str, title: str | None = None) -> None:
    """The article says this from now on; its first hour passes, and whatever became ready is done."""
    old = room.stories[0]
    opening = old.text.split("\n")[0]
    room.stories[0] = replace(told(old.slug, *sentences, opening=opening), title=title or old.title)
    one.times.pass_by(1.2 * HOUR)
    await one.beat()
    await one.beat()


def values(one: World) -> dict[str, str]:
    """What stands in the ledger, and how."""
    return {str(norm): str(status) for norm, status in one.rows("SELECT norm, status FROM fact_values")}


def newest(one: World, what: str) -> object:
    return one.column(f"SELECT {what} FROM revisions ORDER BY id DESC LIMIT 1")[0]


def sent(one: World) -> list[str]:
    return [row.message.text for row in one.notifier.in_channel(ALERTS)]


async def test_d01_a_silent_correction_of_a_number_alerts_with_both_versions(one: World) -> None:
    """40.5 becomes 40.1 without a word: the old value is superseded, written on the revision, and both stand in the alert."""
    room = await published(one, told("a", EARNED.format("40.5")))
    await becomes(one, room, EARNED.format("40.1"))
    assert values(one) == {"40500000000 usd": "superseded", "40100000000 usd": "reported"}
    (line,) = sent(one)
    assert line.startswith("Correction: ")
    assert "$40.5 billion" in line
    assert "$40.1 billion" in line
    assert '"value":"40500000000 usd"' in str(newest(one, "dropped"))


async def test_d01_a_stage_that_is_quietly_lowered_is_a_correction_too(one: World) -> None:
    """Uses becomes explores; a louder source in between keeps what it says."""
    room = await published(one, told("a", USES))
    await becomes(one, room, "NASA is exploring OpenAI's ChatGPT for its staff.")
    assert values(one) == {"adopted": "superseded", "exploring": "reported"}
    assert [line.split(":")[0] for line in sent(one)] == ["Corrected", "Correction"]


@pytest.mark.parametrize(
    ("first", "note", "kinds"),
    [
        (USES, "Update: USAID has adopted OpenAI's ChatGPT for its staff, a spokesman said.", "New agency"),
        (USES, "UPDATE, March 3: NASA has signed a contract with OpenAI for ChatGPT, the agency said.", "Update"),
        (
            "OpenAI sells ChatGPT Enterprise to federal agencies for $1 per agency per year.",
            "Update: OpenAI now sells ChatGPT Enterprise to federal agencies for $3 per agency per year.",
            "Change",
        ),
    ],
)
async def test_d02_an_update_line_brings_its_own_verdict_and_repeats_nothing(
    one: World, first: str, note: str, kinds: str
) -> None:
    """What it adds or changes alerts once; what the article said before does not alert again."""
    room = await published(one, told("a", first))
    await becomes(one, room, first, note)
    assert [line.split(":")[0] for line in sent(one)][1:] == [kinds]
    assert str(newest(one, "notice")).startswith("update: ")


async def test_d02_mise_a_jour_is_read_as_an_update(one: World) -> None:
    """In French as in English."""
    first = "La NASA utilise ChatGPT d’OpenAI pour ses agents."
    room = await published(one, told("a", first, opening=OUVERTURE))
    await becomes(one, room, first, "Mise à jour, 3 mars : la NOAA utilise aussi ChatGPT d’OpenAI, a indiqué un porte-parole.")
    assert len(sent(one)) == 2
    assert str(newest(one, "notice")).startswith("update: Mise à jour")


@pytest.mark.parametrize(
    ("first", "second", "opening"),
    [
        (
            EARNED.format("40.5"),
            "Correction: Meta reported revenue of $40.1 billion for the third quarter of 2024, not $40.5 billion.",
            OPENING,
        ),
        (
            "Meta a réalisé un chiffre d’affaires de 40,5 milliards de dollars au troisième trimestre 2024.",
            "Erratum : le chiffre d’affaires de Meta au troisième trimestre 2024 est de 40,1 milliards de dollars.",
            OUVERTURE,
        ),
        (
            "Meta a réalisé un chiffre d’affaires de 40,5 milliards de dollars au troisième trimestre 2024.",
            "Rectificatif : Meta a réalisé un chiffre d’affaires de 40,1 milliards de dollars au troisième trimestre 2024.",
            OUVERTURE,
        ),
    ],
    ids=["Correction", "Erratum", "Rectificatif"],
)
async def test_d03_a_correction_notice_corrects(one: World, first: str, second: str, opening: str) -> None:
    """Its value takes the place of the old one, as a correction and not as a quarrel between sources."""
    room = await published(one, told("a", first, opening=opening))
    await becomes(one, room, second)
    assert values(one) == {"40500000000 usd": "superseded", "40100000000 usd": "reported"}
    assert one.column("SELECT conflict FROM verdicts WHERE rank = 1") == ["correction"]
    assert str(newest(one, "notice")).startswith("correction: ")


async def test_d03_a_correction_that_leaves_nothing_in_its_place_takes_the_fact_back(one: World) -> None:
    """The alert that it caused is marked, and its channel hears so once, however often the page is polished later."""
    room = await published(one, told("a", USES))
    wrong = "Correction: NASA does not use ChatGPT, as an earlier version of this article said."
    await becomes(one, room, wrong)
    await becomes(one, room, wrong, "The picture was changed.")
    assert values(one) == {"adopted": "retracted"}
    assert one.column("SELECT withdrawn_why FROM alerts") == [wrong]
    assert [line.split(":")[0] for line in sent(one)] == ["Withdrawn", "Corrected"]


@pytest.mark.parametrize(
    "notice",
    [
        "Retraction: This article has been withdrawn because the memo was forged.",
        "The Wire has retracted this story.",
        "La rédaction a retiré cet article.",
    ],
)
async def test_d03_a_retraction_reaches_the_facts_and_marks_its_alerts(one: World, notice: str) -> None:
    """Also where the old text still stands under it; whoever tells it anew, on grounds of their own, is heard."""
    room = await published(one, told("a", USES))
    await becomes(one, room, notice, USES)
    assert values(one) == {"adopted": "retracted"}
    assert one.column("SELECT withdrawn_why FROM alerts") == [notice]
    assert newest(one, "held") == "taken back by its outlet"
    assert [line.split(":")[0] for line in sent(one)] == ["Withdrawn", "Retracted"]
    other = one.network.room(8002)
    asked = "NASA uses ChatGPT, the model that OpenAI makes, a spokeswoman of the agency told this newspaper on Tuesday."
    rest = "She gave no date, no sum and no reason for it, and a lawyer of the union said that nobody had been asked before."
    other.publish(replace(story("b", hour=11), text=f"{asked}\n{rest}"))
    one.watch(room.feed_url, other.feed_url)
    await one.beats(60)
    assert values(one) == {"adopted": "reported"}
    assert [line.split(":")[0] for line in sent(one)][2:] == ["New agency"]


async def test_d03_what_others_say_too_outlives_a_retraction(one: World) -> None:
    """Only what nobody else says is taken out of the ledger."""
    room = await published(one, told("a", USES))
    other = one.network.room(8002)
    other.publish(replace(story("b", USES, hour=10), text=f"{USES}\nA second newsroom asked the agency and heard it confirmed."))
    one.watch(room.feed_url, other.feed_url, every=timedelta(hours=1))
    await one.beats(60)
    await becomes(one, room, "Retraction: This article has been withdrawn.")
    assert values(one) == {"adopted": "reported"}
    assert one.column("SELECT withdrawn_why IS NULL FROM alerts") == [0]


async def test_d03_a_headline_that_calls_the_article_corrected_is_read_as_a_notice(one: World) -> None:
    """[Retracted] in front of the same text."""
    room = await published(one, told("a", USES))
    await becomes(one, room, USES, title="[Retracted] A story named a")
    assert values(one) == {"adopted": "retracted"}


@pytest.mark.parametrize(
    ("case", "page"),
    [
        ("D04 paywall stub", "<html><body><h1>A story named a</h1><p>Subscribe to continue reading.</p></body></html>"),
        (
            "D05 metered page, hidden by CSS",
            "<html><body><h1>A story named a</h1><p>Subscribe to continue reading.</p><div style='display:none'>"
            + "<p>USAID has adopted OpenAI's ChatGPT for its staff. It was announced on Monday by officials.</p>" * 4
            + "</div></body></html>",
        ),
        (
            "D06 JavaScript only",
            "<html><body><noscript>Please enable JavaScript to view this page.</noscript><div id=root></div></body></html>",
        ),
    ],
    ids=lambda value: str(value).split(" ")[0] if str(value).startswith("D0") else "",
)
async def test_d04_to_d06_a_page_that_is_not_whole_drops_nothing_that_was_read_whole(one: World, case: str, page: str) -> None:
    """The second reading is no revision, nothing hidden is claimed, and the reason is kept."""
    await published(one, told("a", USES))
    one.kit = replace(one.kit, fetcher=Walled(one, page.encode()))
    one.times.pass_by(1.2 * HOUR)
    await one.beat()
    assert one.column("SELECT number FROM revisions") == [1]
    assert values(one) == {"adopted": "reported"}
    assert str(one.column("SELECT visit_fault FROM articles")[0]).startswith("read incompletely: "), case


class Walled:
    """A network whose articles have gone behind something; feeds answer as before."""

    def __init__(self, one: World, page: bytes) -> None:
        self._one, self._page = one, page

    async def fetch(self, url: str, validators: Validators | None = None) -> Document | None:
        if "/a/" not in url:
            return await self._one.network.fetch(url, validators)
        kind = "text/html; charset=utf-8"
        given = Validators()
        return Document(url=url, final_url=url, status=200, content_type=kind, charset="utf-8", validators=given, body=self._page)


@pytest.mark.parametrize("link", ["/amp/a", "https://elsewhere.example/a"], ids=["D07 loop", "D08 another site"])
async def test_d07_d08_a_canonical_link_that_changes_makes_no_other_article(one: World, link: str) -> None:
    """What an article is known under is its address in the feed: an AMP loop or a foreign canonical link changes nothing."""
    room = await published(one, told("a", USES))
    page = room.answer("/a/a")[2].replace(b"</head>", f'<link rel="canonical" href="{link}"></head>'.encode())
    one.kit = replace(one.kit, fetcher=Walled(one, page))
    one.times.pass_by(1.2 * HOUR)
    await one.beat()
    assert len(one.rows("SELECT id FROM articles")) == 1
    assert len(sent(one)) == 1
    assert values(one) == {"adopted": "reported"}


async def test_d10_a_text_that_is_cut_the_second_time_drops_nothing(one: World) -> None:
    """A page that has grown beyond every limit is read incompletely, and what it said before still stands."""
    await published(one, told("a", USES))
    body = b"<html><body><article>" + b"<p>Nothing of note was said about it on that day by anybody in town.</p>" * 9000
    one.kit = replace(one.kit, fetcher=Walled(one, body))
    one.times.pass_by(1.2 * HOUR)
    await one.beat()
    assert one.column("SELECT visit_fault FROM articles") == ["read incompletely: cut"]
    assert values(one) == {"adopted": "reported"}


async def test_d16_two_that_disagree_and_the_first_once_more_make_one_contradiction(one: World) -> None:
    """Also where the first is edited in between: not three alerts on one quarrel."""
    price = "OpenAI sells ChatGPT Enterprise to federal agencies for ${} per agency per year, the company said."
    room = await published(one, told("a", price.format(1)))
    other = one.network.room(8002)
    said = "The sum was read out at a hearing in the capital, where nobody objected to it and nobody asked for more."
    other.publish(replace(story("b", price.format(3), hour=10), text=f"{said}\n{price.format(3)}\nThe hearing ended at noon."))
    one.watch(room.feed_url, other.feed_url, every=timedelta(hours=1))
    await one.beats(60)
    await becomes(one, room, price.format(1), "The hearing will be continued in the autumn, a clerk of the committee said.")
    assert one.column("SELECT outcome FROM verdicts WHERE rank IS NOT NULL") == ["new", "contradicts"]
    assert len(sent(one)) == 2


# ---------------------------------------------------------------------------------------------------- how often, and at what cost


async def test_an_article_is_read_again_four_times_and_unchanged_pages_cost_nothing(one: World) -> None:
    """At about 1 h, 6 h, 24 h and 7 d, conditionally; no second revision is made."""
    room = await published(one, told("a", USES))
    url = room.url(room.stories[0])
    seen = []
    for age in (0.8, 1.2, 5.0, 6.5, 20.0, 26.0, 150.0, 180.0, 400.0):
        one.times.pass_by(age * HOUR - (one.times.now - one_start(one)).total_seconds())
        await one.beat()
        seen.append(one.network.asked.count(url) - 1)
    assert seen == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    asked = [asked for asked, told_ in zip(one.network.asked, one.network.conditional, strict=True) if told_ and asked == url]
    assert len(asked) == 4
    assert one.column("SELECT number FROM revisions") == [1]
    assert one.column("SELECT visit_due FROM articles") == [None]


def one_start(one: World) -> datetime:
    """When the article was first seen."""
    return datetime.fromtimestamp(int(str(one.column("SELECT first_seen FROM articles")[0])) / 1e6, tz=UTC)


async def test_switched_off_it_never_is(one: World) -> None:
    """No ages, and edits of the feed passed over."""
    one.kit = replace(one.kit, policy=replace(one.kit.policy, visits=(), on_edit=False))
    room = await published(one, told("a", USES))
    asked = len([url for url in one.network.asked if "/a/" in url])
    await becomes(one, room, "USAID has adopted OpenAI's ChatGPT for its staff.", title="Another headline")
    assert len([url for url in one.network.asked if "/a/" in url]) == asked


async def test_an_edited_entry_is_read_at_once_and_counts_as_one_of_the_four(one: World) -> None:
    """The reading that was due next is then not made."""
    room = await published(one, told("a", USES))
    room.stories[0] = replace(told("a", USES, "USAID has adopted OpenAI's ChatGPT too."), title="An updated story named a")
    one.times.pass_by(0.5 * HOUR)
    await one.run(Job(Stage.POLL, (1,)))
    await one.beat()
    assert len(sent(one)) == 2
    assert one.column("SELECT visits FROM articles") == [1]


@pytest.mark.parametrize("error", [Unreachable("refused", url=""), BadStatus("status 404", url="", status=404)])
async def test_a_page_that_is_gone_the_second_time_is_no_news(one: World, error: Exception) -> None:
    """The reason is kept, the next reading comes at its time, and the ledger stays as it is."""
    room = await published(one, told("a", USES))
    one.network.fail(room.url(room.stories[0]), error)
    one.times.pass_by(1.2 * HOUR)
    await one.beat()
    assert one.column("SELECT state FROM articles") == ["done"]
    assert str(one.column("SELECT visit_fault FROM articles")[0]).startswith(type(error).__name__)
    assert one.column("SELECT visit_due IS NULL FROM articles") == [0]
    assert values(one) == {"adopted": "reported"}


async def test_what_a_text_takes_out_and_says_again_counts_again(one: World) -> None:
    """A dropped claim leaves its value standing, marked; told once more, the mark goes."""
    also = "USAID has adopted OpenAI's ChatGPT for its staff."
    room = await published(one, told("a", USES, also))
    await becomes(one, room, USES)
    gone = "SELECT COUNT(*) FROM sightings WHERE dropped_at IS NOT NULL"
    assert one.column(gone) == [1]
    assert len(sent(one)) == 1
    one.times.pass_by(4 * HOUR)
    await becomes(one, room, USES, also)
    assert one.column(gone) == [0]
    assert len(sent(one)) == 1
