"""What a judged article does to roots that were told before: a copy changes their count, an independent source answers in their
thread, a correction marks them. Written in the judge's own transaction, so that nothing of it is lost.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from alerts.delivery import Mark
from alerts.labels.choose import labels
from alerts.labels.model import Labels
from alerts.model import ArticleMark, Conflict, Outcome, Verdict
from alerts.slack.echoes import Source, corroborated
from alerts.wording import about
from service.store.roots import Fate, Pair, Root, When, join, mark_roots, redraw, reply, reply_key, roots_of, waiting_reply
from service.store.session import Connection
from watchers.claims.model import Claim


def slots(verdicts: Sequence[Verdict], words: Labels) -> dict[Pair, str]:
    """The values that verdicts tell, each with its slot in words."""
    return {(verdict.fact_key, verdict.norm): about(verdict.claim, words) for verdict in verdicts}


def echo(c: Connection, mark: ArticleMark, verdicts: Sequence[Verdict], now: datetime, *, window: timedelta) -> None:
    """Redraw and answer the roots that an article tells again, once the window in which more may come has passed."""
    # whatever the verdict, the value has one more sighting: a contradiction in the speaker, say, tells the same value
    heard = {(verdict.fact_key, verdict.norm): verdict for verdict in verdicts}
    for root in roots_of(c, heard, but=int(mark.article)):
        redraw(c, root, now, now + window)
        claims = [heard[pair].claim for pair in root.told if heard[pair].outcome is Outcome.CORROBORATES]
        if claims:
            _answer(c, root, _item(mark, claims, labels(root.language)), (now, now + window))
    for verdict in verdicts:
        _correct(c, mark, verdict, now)


def _answer(c: Connection, root: Root, item: dict[str, Any], when: When) -> None:
    waiting = waiting_reply(c, root)
    if waiting is None:
        key = reply_key(c, root)
        reply(c, root, corroborated([_source(item)], key=key, language=root.language), [item], when)
        return
    number, items = waiting
    items = [*items, item]
    join(c, number, corroborated([_source(one) for one in items], key=root.key, language=root.language), items)


def _correct(c: Connection, mark: ArticleMark, verdict: Verdict, now: datetime) -> None:
    """A correction marks what it corrects."""
    if verdict.outcome is not Outcome.CONTRADICTS or verdict.conflict is not Conflict.CORRECTION:
        return
    for fact, value in verdict.against:
        if (fact.key, value.norm) != (verdict.fact_key, verdict.norm):
            mark_roots(c, (fact.key, value.norm), Fate(mark=Mark.CORRECTED, why=mark.outlet), now)


def take_away(c: Connection, places: Sequence[Pair], why: str, now: datetime) -> None:
    """An outlet has taken values back that nobody else tells: every root that they caused says so."""
    for place in places:
        mark_roots(c, place, Fate(mark=Mark.WITHDRAWN, why=why), now)


def _item(mark: ArticleMark, claims: Sequence[Claim], words: Labels) -> dict[str, Any]:
    return {
        "url": mark.url,
        "outlet": mark.outlet,
        "title": mark.title,
        "lang": mark.lang,
        "published": mark.published.isoformat() if mark.published else None,
        "seen": mark.seen.isoformat(),
        "about": [about(claim, words) for claim in claims],
    }


def _source(item: Mapping[str, Any]) -> Source:
    published = item["published"]
    mark = ArticleMark(
        article="",
        url=item["url"],
        outlet=item["outlet"],
        title=item["title"],
        lang=item["lang"],
        published=datetime.fromisoformat(published) if published else None,
        seen=datetime.fromisoformat(item["seen"]),
        body_sha256="",
        sketch=(),
    )
    return Source(mark=mark, about=tuple(item["about"]))
