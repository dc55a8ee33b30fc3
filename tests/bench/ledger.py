"""A ledger of a given size, the same for the same seed; and how long it takes to judge an article against it.

``python tests/bench/ledger.py 1000000`` prints one line, and ends with 1 where a million facts take too long.

The ledger is uneven as a real one is: a few vendors have most of the facts, a few facts most of the sightings, and what is told
again was mostly told lately.
"""

import gc
import random
import statistics
import struct
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import shake_128
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import insert

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from alerts.matching import fact_key, family, norm  # noqa: E402 - the path above must stand first when run as a script
from alerts.model import ArticleMark  # noqa: E402 - the same
from service.flow.judge import decide, met  # noqa: E402 - the same
from service.reference import Reference, shipped  # noqa: E402 - the same
from service.store.schema import prepare  # noqa: E402 - the same
from service.store.session import Store  # noqa: E402 - the same
from service.store.tables.ledger import fact_values, facts, family_heads, sightings  # noqa: E402 - the same
from service.store.tables.watched import articles, revisions  # noqa: E402 - the same
from watchers.claims.codec import claim_to_json  # noqa: E402 - the same
from watchers.claims.model import (  # noqa: E402 - the same
    Adoption,
    Amount,
    Claim,
    Evidence,
    Figure,
    Partnership,
    PartnerStage,
    Price,
    Span,
    Stage,
)

SEED = 20241030
SMALL, USUAL = 10_000, 100_000
"""Facts of the ledger that another is held against, and of the one that `make bench` fills."""
MILLION = 1_000_000
JUDGED_IN, TIMES = 20.0, 4.0
"""Milliseconds, and times the small ledger's look-up, that a million facts may take."""
JUDGED = 200
"""Articles judged on each."""
ROUNDS = 3
"""How often each is judged; its middle time counts, for the machine has other things to do."""
VENDORS = 400
TOLD = 5
"""Facts that an article tells."""
CHUNK = 2_000
OUTLETS = 300
WHOLE = 0.1
UNLISTED = 0.1
POPULAR = 1_000
"""Facts that everybody tells, the first of them most."""
AGAIN = 0.35
"""Share of the tellings that tell what is known."""
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_SPAN = timedelta(days=2000)
_WHOLE = "U.S. federal government"
_SHARES = tuple(accumulate(1 / rank for rank in range(1, VENDORS + 1)))
"""The first vendor has one fact in six or seven."""
_STAGES = tuple(stage for stage in Stage if stage.rung)


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One article of the made ledger, with the facts it tells by their numbers."""

    number: int
    at: datetime
    facts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a ledger of this size holds; every part follows from the seed."""

    size: int
    seed: int = SEED

    def claim(self, number: int) -> Claim:
        """The claim that brought fact ``number``."""
        draw = Draw(self.seed, number)
        return made_claim(draw, f"Vendor {bisect(_SHARES, draw.part() * _SHARES[-1])}", number)

    def tellings(self) -> Iterator[Telling]:
        """The articles that filled it, oldest first."""
        chance, begun, number = random.Random(self.seed), 0, 0
        while begun < self.size:
            facts: list[int] = []
            for _ in range(TOLD):
                if begun and (begun == self.size or chance.random() < AGAIN):
                    facts.append(self.known(chance, begun))
                else:
                    facts.append(begun)
                    begun += 1
            number += 1
            yield Telling(number=number, at=_FIRST_DAY + _SPAN * (begun / self.size), facts=tuple(dict.fromkeys(facts)))

    @staticmethod
    def known(chance: random.Random, begun: int) -> int:
        """A fact that is told again: mostly a late one, now and then one of those that everybody tells."""
        if chance.random() < 0.2:
            return min(int(POPULAR * chance.random() ** 2), begun - 1)
        return max(0, begun - 1 - int(chance.expovariate(1 / 200)))


class Draw:
    """Numbers that follow from two numbers: a generator of the library would take longer to begin than all else."""

    def __init__(self, seed: int, number: int) -> None:
        self._state = (seed * 1_000_003 + number) % 2**64

    def part(self) -> float:
        """At least 0, less than 1: one step of SplitMix64 (Steele, Lea and Flood 2014)."""
        self._state = (self._state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (self._state ^ self._state >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % 2**64
        return (mixed ^ mixed >> 31) / 2**64

    def below(self, end: int) -> int:
        """A whole number from 0 on."""
        return int(self.part() * end)


def made_claim(draw: Draw, vendor: str, number: int) -> Claim:
    """A claim of one of the four kinds in about the shares of the development stories."""
    quote = f"Officials said on Tuesday that body {number} had settled the matter with {vendor} after months of talks."
    evidence = Evidence(quote=quote, span=Span(start=120, end=120 + len(quote)), unlisted=draw.part() < UNLISTED)
    kind = draw.part()
    if kind < 0.4:
        stage = _STAGES[draw.below(len(_STAGES))]
        return Adoption(vendor=vendor, product="Model", agency=f"Agency of body {number}", stage=stage, evidence=evidence)
    if kind < 0.6:
        named = f"Partner {number}"
        return Partnership(vendor=vendor, product=None, partner=named, role=None, stage=PartnerStage.ANNOUNCED, evidence=evidence)
    amount = Amount(low=Decimal(1 + draw.below(5000)))
    if kind < 0.75:
        return Price(
            vendor=vendor,
            product=f"Model {draw.below(9)}",
            amount=amount,
            currency="USD",
            per="user/month",
            buyer=f"Agency of body {number}",
            evidence=evidence,
        )
    period = f"{1900 + number % 120}-Q{1 + number % 4}"
    subject = f"{vendor} / Buyer {number // 40}"
    return Figure(subject=subject, measure="contract value", amount=amount, currency="USD", period=period, evidence=evidence)


def fill(store: Store, made: Made) -> None:
    """Write the ledger straight into the tables of a prepared database."""
    begun, names = 0, set[str]()
    told = made.tellings()
    while chunk := list(islice(told, CHUNK)):
        end = max(begun, *(max(one.facts) + 1 for one in chunk))
        with store.writing() as c:
            c.execute(insert(articles), [_article(one) for one in chunk])
            c.execute(insert(revisions), [_revision(one) for one in chunk])
            brought = {number: one.at for one in reversed(chunk) for number in one.facts}
            claims = [(number, made.claim(number)) for number in range(begun, end)]
            fresh = {family(claim) for _, claim in claims} - names
            if claims:
                c.execute(insert(facts), [_fact(number, claim, brought[number]) for number, claim in claims])
                c.execute(insert(fact_values), [_value(number, claim, brought[number]) for number, claim in claims])
            if fresh:
                c.execute(insert(family_heads), [{"family": name, "version": 1} for name in sorted(fresh)])
            fresh_claims = dict(claims)
            told_claims = ((one, n, fresh_claims.get(n) or made.claim(n)) for one in chunk for n in one.facts)
            c.execute(insert(sightings), [_sighting(one, number, claim) for one, number, claim in told_claims])
        begun, names = end, names | fresh
    with store.writing() as c:
        c.exec_driver_sql("ANALYZE")


def _article(one: Telling) -> dict[str, object]:
    same = {"shadow": False, "state": "done", "due": one.at, "attempts": 0, "first_seen": one.at, "story_id": one.number}
    return {"id": one.number, "url": _address(one.number), "outlet": _outlet(one.number), **same}


def _address(number: int) -> str:
    return f"https://outlet-{number % OUTLETS}.example/{number}"


def _outlet(number: int) -> str:
    return f"Outlet {number % OUTLETS}"


def _revision(one: Telling) -> dict[str, object]:
    return {
        "id": one.number,
        "article_id": one.number,
        "number": 1,
        "body_sha256": f"{one.number:064x}",
        "url": _address(one.number),
        "outlet": _outlet(one.number),
        "title": f"Article {one.number}",
        "lang": "en",
        "published": one.at,
        "text": "",
        "sketch": _sketch(one.number),
        "told_to": [],
        "read_at": one.at,
        "judged_at": one.at,
        "on_beat": True,
    }


def _sketch(number: int) -> tuple[int, ...]:
    return struct.unpack("<128I", shake_128(str(number).encode()).digest(512))


def _fact(number: int, claim: Claim, at: datetime) -> dict[str, object]:
    return {"id": number + 1, "key": fact_key(claim), "family": family(claim), "created_at": at}


def _value(number: int, claim: Claim, at: datetime) -> dict[str, object]:
    said = {"norm": norm(claim), "claim": claim_to_json(claim), "status": "reported", "learned_at": at}
    return {"id": number + 1, "fact_id": number + 1, **said}


def _sighting(one: Telling, number: int, claim: Claim) -> dict[str, object]:
    where = {"value_id": number + 1, "article_id": one.number, "revision_id": one.number}
    return {**where, "kinship": "independent", "claim": claim_to_json(claim), "seen_at": one.at}


def judged(made: Made, many: int = JUDGED) -> Iterator[tuple[ArticleMark, tuple[Claim, ...]]]:
    """Articles to be judged on the filled ledger: half of what each tells is known, one in ten speaks of a whole government."""
    chance = random.Random(made.seed + 1)
    for number in range(many):
        known = [made.claim(made.known(chance, made.size)) for _ in range(TOLD // 2)]
        fresh = [made.claim(made.size + number * TOLD + part) for part in range(TOLD - TOLD // 2)]
        said = [*known, *fresh]
        if chance.random() < WHOLE:
            said.append(Adoption(vendor="Vendor 0", product=None, agency=_WHOLE, stage=Stage.ADOPTED, evidence=fresh[0].evidence))
        at = _FIRST_DAY + _SPAN + timedelta(minutes=number)
        mark = ArticleMark(
            article=f"new {number}",
            url=f"https://new.example/{number}",
            outlet=f"New outlet {number % OUTLETS}",
            title=f"New article {number}",
            lang="en",
            published=at,
            seen=at,
            body_sha256=f"new {number}",
            sketch=_sketch(-number - 1),
        )
        yield mark, tuple(said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Milliseconds of processor time, on a ledger of ``size`` facts."""

    size: int
    look_up: float
    """Median of loading what is known of an article's claims."""
    judged: float
    """95th percentile of loading and weighing."""


def measured(size: int, reference: Reference) -> Measured:
    """Fill a ledger of this size and judge the articles against it."""
    made = Made(size=size)
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{place}/ledger.db")
        try:
            prepare(store)
            fill(store, made)
            return _timed(store, made, reference)
        finally:
            store.close()


def _timed(store: Store, made: Made, reference: Reference) -> Measured:
    gc.freeze()  # as the daemon does once it has begun
    rounds = [[_judged_in(store, one, reference) for one in judged(made)] for _ in range(ROUNDS)]
    looks = [statistics.median(took[0] for took in one) for one in zip(*rounds, strict=True)]
    whole = [statistics.median(took[1] for took in one) for one in zip(*rounds, strict=True)]
    return Measured(size=made.size, look_up=1000 * statistics.median(looks), judged=1000 * statistics.quantiles(whole, n=20)[-1])


def _judged_in(store: Store, one: tuple[ArticleMark, tuple[Claim, ...]], reference: Reference) -> tuple[float, float]:
    """Seconds of processor time: of loading what is known, and of that and weighing."""
    mark, claims = one
    with store.reading() as c:
        began = time.process_time()
        told, known = met(c, mark, claims, reference)
        looked = time.process_time()
        decide(mark, told, known, reference)
        return looked - began, time.process_time() - began


def main(size: int) -> bool:
    """Print the figures of a ledger of this size, held against a small one; whether they are what they must be."""
    reference = shipped()
    small, large = measured(SMALL, reference), measured(size, reference)
    times = large.look_up / small.look_up
    print(
        f"ledger: of {size:,} facts, an article is judged in {large.judged:.1f} ms (95th percentile); "
        f"looking up what is known of it takes {large.look_up:.1f} ms (median), {times:.1f} times as long as of {SMALL:,}",
        flush=True,
    )
    return large.judged < JUDGED_IN and times <= TIMES


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    sys.exit(0 if main(wanted) or wanted < MILLION else 1)
