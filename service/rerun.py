"""Replays of the database's own articles, of one set of settings against another, and how many alerts a day there were."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from alerts.composing import compose
from alerts.routing import route
from alerts.shadowing import shadowed
from service.archive import Given
from service.beats import completed
from service.desknames import DeskName
from service.opening import routes_of
from service.reference import Reference
from service.replay import UNDATED, Outcome
from service.settings import Settings
from service.store.stored import Stored
from service.taking import Taken, taken
from watchers.claims.model import Extraction

UNDATED_DAY = "undated"


def retaken(articles: Sequence[Stored], reference: Reference, desk: tuple[DeskName, ...] = ()) -> Iterator[Taken]:
    """The stored articles with what today's rules take out of them; of a text that is gone, what was taken out of it then."""
    anew = taken((_given(one) for one in articles if one.shrunk_at is None), reference, desk)
    for one in articles:
        if one.shrunk_at is None:
            yield replace(next(anew), at=one.read_at)
        else:
            lacks = (
                f"only its quotes are kept since {one.shrunk_at:%Y-%m-%d}: its claims are those of then, weighed by today's rules"
            )
            extraction = Extraction(claims=one.claims, on_beat=one.on_beat)
            yield Taken(given=_given(one), extraction=extraction, at=one.read_at, lacks=lacks)


def _given(one: Stored) -> Given:
    return Given(id=one.id, article=one.article)


Heard = tuple[str, str]
"""An article's id, and the channel that hears of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """What one set of settings makes of verdicts."""

    settings: Settings
    reference: Reference

    def channels(self, outcome: Outcome) -> tuple[str, ...]:
        """Who would hear of the article; its shadows over rules and names are in force, mutes and quiet hours are not."""
        if outcome.alert is None:
            return ()
        mark = outcome.alert.mark
        verdicts = shadowed(outcome.verdicts, (), self.settings.shadows, outcome.published or UNDATED)
        alert = compose(key=outcome.alert.key, mark=mark, verdicts=verdicts, incomplete=None, story_root=None)
        if alert is None:
            return ()
        beats = {beat.name: completed(beat, self.reference) for beat in self.settings.beats}
        return tuple(routed.channel for routed in route(alert, routes_of(self.settings), beats))


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Alerts that one set of settings gains and loses against another."""

    gained: tuple[Heard, ...]
    lost: tuple[Heard, ...]
    same: int


def difference(outcomes: Iterable[tuple[Outcome, Outcome]], ours: Side, theirs: Side) -> Difference:
    """Hold what ``theirs`` would send against what ``ours`` would; the two outcomes of an article are judged on either side."""
    gained: list[Heard] = []
    lost: list[Heard] = []
    same = 0
    for mine, other in outcomes:
        before, after = ours.channels(mine), theirs.channels(other)
        gained += [(other.id, channel) for channel in after if channel not in before]
        lost += [(mine.id, channel) for channel in before if channel not in after]
        same += len(set(before) & set(after))
    return Difference(gained=tuple(gained), lost=tuple(lost), same=same)


def difference_to_json(found: Difference) -> dict[str, Any]:
    """The last line of ``replay --against --json``."""
    said = {name: [{"id": one, "channel": channel} for one, channel in getattr(found, name)] for name in ("gained", "lost")}
    return {"against": {**said, "same": found.same}}


def sheet(found: Difference, name: str) -> str:
    """The difference for people."""
    lines = [f"against {name}: {len(found.gained)} alerts gained, {len(found.lost)} lost, {found.same} the same"]
    lines += [f"  + {one} to {channel}" for one, channel in found.gained]
    lines += [f"  - {one} to {channel}" for one, channel in found.lost]
    return "\n".join(lines)


def a_day(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Alerts a day of publication, in UTC, every day between the first and the last named; undated ones at the end."""
    counted: Counter[date | None] = Counter()
    for outcome in outcomes:
        counted[None if outcome.published is None else outcome.published.date()] += outcome.alert is not None
    days = sorted(day for day in counted if day is not None)
    span = range(days[0].toordinal(), days[-1].toordinal() + 1) if days else ()
    found = {date.fromordinal(number).isoformat(): counted[date.fromordinal(number)] for number in span}
    return found | ({UNDATED_DAY: counted[None]} if None in counted else {})


def bars(counts: dict[str, int], width: int = 60) -> Iterator[str]:
    """The counts as lines of a terminal, the longest ``width`` columns long."""
    most = max(counts.values(), default=0)
    for day, count in counts.items():
        long = 0 if not most else round(count * width / most)
        yield f"{day}  {'█' * max(long, 1 if count else 0)}{' ' if count else ''}{count}"
