"""A scripted week: articles that their outlets edit, each at an hour of its own, and what of it must be found.

Everything is made from a seed: the same week every time. Each article is about a body and a vendor of its own, so that what is
found of one says nothing of another.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from service.reference import Reference
from tests.service.flow.world import World, allowed, story, world
from tests.standins.newsroom import Story

SEED = 20260302
AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
WEEK = timedelta(days=7, hours=20)
"""With the last of the four readings, which may come a tenth of its age late."""
FINE, COARSE = timedelta(hours=1), timedelta(hours=8)
"""Between two heartbeats on the first day and a half, and after it."""
BODIES = (
    "NASA",
    "the U.S. Department of Energy",
    "the U.S. Department of State",
    "the U.S. Department of Education",
    "the U.S. Department of Labor",
    "the U.S. Department of Agriculture",
    "the Federal Reserve",
    "the National Science Foundation",
    "the Library of Congress",
    "the U.S. Census Bureau",
)
VENDORS = (("OpenAI", "ChatGPT"), ("Anthropic", "Claude"), ("Meta", "Llama"), ("Google", "Gemini"))
_WORDS = tuple(
    f"{begin}{end}" for begin in ("mar", "lor", "ben", "tal", "rus", "vol") for end in ("den", "mont", "wick", "ham", "ley")
)


class Edit(StrEnum):
    """What an outlet does to its text."""

    NUMBER = "silent number change"
    UPDATE = "update"
    CORRECTION = "correction"
    COSMETIC = "cosmetic"


@dataclass(frozen=True, kw_only=True)
class Scripted:
    """One article, what it says later, and when."""

    edit: Edit
    before: Story
    after: Story
    at: timedelta
    """Since the first poll."""
    fact: str | None
    """Key of the fact that changes, and the value that must stand then, parted by ``=``; ``None``: nothing changes."""


def script(each: int) -> tuple[Scripted, ...]:
    """So many articles of every kind of edit."""
    chance = random.Random(SEED)
    return tuple(_article(edit, number, chance) for number in range(each) for edit in Edit)


def _article(edit: Edit, number: int, chance: random.Random) -> Scripted:
    vendor, product = VENDORS[list(Edit).index(edit)]
    body = BODIES[number % len(BODIES)]
    before, after, fact = _texts(edit, number, body, (vendor, product))
    slug = f"{edit.name.lower()}-{number}"
    filler = tuple(_filler(chance) for _ in range(4))
    told = story(slug, filler[0], before, *filler[1:], minute=number)
    return Scripted(
        edit=edit,
        before=told,
        after=replace(told, text="\n".join((filler[0], *after, *filler[1:], *told.text.split("\n")[-3:]))),
        at=timedelta(hours=chance.choice((0.4, 2.5, 11.0, 70.0)) + 1.5 * chance.random()),
        fact=fact,
    )


def _texts(edit: Edit, number: int, body: str, made: tuple[str, str]) -> tuple[str, tuple[str, ...], str | None]:
    """What is said before, after, and the fact that changes."""
    vendor, product = made
    uses = f"{_upper(body)} has adopted {vendor}'s {product} for its staff."
    worth = f"{vendor} won a contract worth ${{}} million from {body} for {product}."
    low, high = 20 + 3 * number, 61 + 5 * number
    match edit:
        case Edit.NUMBER:
            return worth.format(low), (worth.format(high),), f"contract value={high}000000 usd"
        case Edit.UPDATE:
            more = (
                f"Update, March {3 + number}: {_upper(body)} has signed a contract with {vendor} for {product}, officials said."
            )
            return uses, (uses, more), "agency=contracted"
        case Edit.CORRECTION if number % 2:
            wrong = f"Correction: The contract of {vendor} with {body} is worth ${high} million, not ${low} million."
            return worth.format(low), (worth.format(high), wrong), f"contract value={high}000000 usd"
        case Edit.CORRECTION:
            only = f"{_upper(body)} is testing {vendor}'s {product}."
            wrong = (
                f"Correction: An earlier version of this article said that {body} had adopted {product}. It is only testing it."
            )
            return uses, (only, wrong), "agency=exploring"
        case Edit.COSMETIC:
            polished = (
                f"{uses} The work took a while.",
                uses.replace("for its staff", "for its own staff"),
                f"{uses}\nThis text was shortened for clarity.",
                uses.replace("has adopted", "has now adopted"),
                f"{uses}\nAnother picture was added to the gallery.",
            )
            return uses, (polished[number % len(polished)],), None


def _upper(body: str) -> str:
    return body[0].upper() + body[1:]


def _filler(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(26)]
    return f"In the {words[0]} room the {' and the '.join(words[1:10])} stood near the {' by the '.join(words[10:])}."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What became of a week."""

    missed: tuple[str, ...]
    """Changed facts that were not found, or not told."""
    false: tuple[str, ...]
    """Cosmetic edits that alerted."""
    requests: int
    """The most extra requests for one article."""


async def played(reference: Reference, script: tuple[Scripted, ...]) -> Told:
    """The week, under a clock that is moved, in this process."""
    one = await allowed(world(reference))
    one.kit = replace(one.kit, policy=replace(one.kit.policy, visits=AGES))
    room = one.network.room()
    for item in script:
        room.publish(item.before)
    one.watch(room.feed_url, every=timedelta(hours=6))
    start = one.times.now
    try:
        await one.beat()
        while one.times.now - start < WEEK:
            for at, told in enumerate(room.stories):
                item = next(item for item in script if item.before.slug == told.slug)
                if one.times.now - start >= item.at:
                    room.stories[at] = item.after
            step = FINE if one.times.now - start < timedelta(hours=36) else COARSE
            one.times.pass_by(step.total_seconds())
            await one.beat()
        urls = {item.before.slug: room.url(item.before) for item in script}
        return Told(
            missed=tuple(item.before.slug for item in script if item.fact and not _found(one, urls[item.before.slug], item.fact)),
            false=tuple(_alerted_again(one, [urls[item.before.slug] for item in script if item.fact is None])),
            requests=max(one.network.asked.count(url) - 1 for url in urls.values()),
        )
    finally:
        one.close()


def _found(one: World, url: str, fact: str) -> bool:
    """A later version of the article alerted on it, and the value stands."""
    about, _, norm = fact.partition("=")
    return bool(
        one.rows(
            f"""SELECT v.id FROM verdicts v JOIN revisions r ON r.id = v.revision_id JOIN articles a ON a.id = r.article_id
                JOIN alerts t ON t.revision_id = r.id JOIN outbox o ON o.alert_id = t.id
                JOIN facts f ON f.key = v.fact_key JOIN fact_values x ON x.fact_id = f.id AND x.norm = v.norm
                WHERE a.url = '{url}' AND r.number > 1 AND v.rank IS NOT NULL AND o.state = 'sent' AND x.status = 'reported'
                AND v.fact_key LIKE '%{about}%' AND v.norm = '{norm}'"""
        )
    )


def _alerted_again(one: World, urls: list[str]) -> Iterator[str]:
    for url in urls:
        query = f"""SELECT t.id FROM alerts t JOIN revisions r ON r.id = t.revision_id JOIN articles a ON a.id = r.article_id
                    WHERE a.url = '{url}' AND r.number > 1"""
        if one.rows(query):
            yield url
