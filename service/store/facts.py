"""The ledger as a person sees and corrects it. Nothing is deleted; every change moves the family's head, so that a judge who
weighs at this moment weighs again.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Exists, Row, Select, and_, exists, insert, not_, select, update

from alerts.delivery import Mark
from alerts.hands import Turn
from alerts.matching import fact_key, family, norm
from alerts.model import Fact, Kinship, SourceKind, Value, ValueStatus
from alerts.reaching import Reach
from alerts.recording import Entry, Plan
from service.store.articles import add_article, record_judged
from service.store.audits import Act, note
from service.store.known import heads_of, load_families, load_known
from service.store.ledger import Teller, move_head, record
from service.store.roots import Fate, mark_roots
from service.store.tables.ledger import fact_values, facts, sightings, standings
from service.store.tables.watched import articles
from service.store.withdrawals import RETRACTED_BY, clear_alerts_on, mark_alerts_on
from watchers.claims.codec import claim_from_json, claim_to_json
from watchers.claims.model import Claim
from watchers.model import Article, Lineage

_MARKS = {ValueStatus.RETRACTED: Mark.WITHDRAWN, ValueStatus.SUPERSEDED: Mark.CORRECTED}
STANDING = (ValueStatus.REPORTED, ValueStatus.CONFIRMED, ValueStatus.DISPUTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueRow:
    """One value with the slot that it fills."""

    id: int
    fact_key: str
    family: str
    norm: str
    claim: Claim
    status: ValueStatus
    learned_at: datetime
    inventoried: bool = False
    """Only an inventory holds it: no article has told it yet."""

    @property
    def name(self) -> str:
        """Its public id."""
        return f"F-{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What a person, or a file, says: a claim, its standing, and the article that told it."""

    claim: Claim
    status: ValueStatus
    article: Article
    """Without a text; its address may be that of an article that was, or will be, read from a feed."""
    kind: SourceKind = SourceKind.ARTICLE


def number_of(name: str) -> int | None:
    """The row that a public id such as ``F-12`` (or ``12``) names; ``None`` where it is none."""
    digits = name.upper().removeprefix("F-")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def value_rows(c: Connection, statuses: Collection[ValueStatus] = tuple(ValueStatus)) -> tuple[ValueRow, ...]:
    """Every value that stands so, in the order in which they were learned."""
    query = _query().where(fact_values.c.status.in_([status.value for status in statuses])).order_by(fact_values.c.id)
    return tuple(_value_row(row) for row in c.execute(query))


def values_about(c: Connection, name: str) -> tuple[ValueRow, ...]:
    """Every value in whose slot's key this folded name stands, if only as part of another, in the order of learning."""
    query = _query().where(facts.c.key.contains(name, autoescape=True)).order_by(fact_values.c.id)
    return tuple(_value_row(row) for row in c.execute(query))


def find_value(c: Connection, number: int) -> ValueRow | None:
    """One value."""
    row = c.execute(_query().where(fact_values.c.id == number)).one_or_none()
    return None if row is None else _value_row(row)


def fact_of(c: Connection, row: ValueRow) -> tuple[Fact, Value]:
    """The whole slot of a value, with every sighting; and the value in it."""
    (fact,) = (fact for fact in load_families(c, {row.family}).facts if fact.key == row.fact_key)
    (value,) = (value for value in fact.values if value.id == row.id)
    return fact, value


def values_in(c: Connection, families: Collection[str]) -> dict[int, tuple[Fact, Value]]:
    """Every value of these families by its number."""
    known = load_families(c, families)
    return {value.id: (fact, value) for fact in known.facts for value in fact.values}


def state_fact(c: Connection, stated: Stated, act: Act, what: str) -> ValueRow:
    """Put a value into its slot, or give the one that is there this claim and standing."""
    claim = stated.claim
    before = in_slot(c, claim)
    unchanged = before is not None and (before.status, before.claim) == (stated.status, claim)
    if before is None or not unchanged:
        _tell(c, stated, act)
    after = in_slot(c, claim)
    if after is None:
        raise LookupError(f"the fact {fact_key(claim)} was stored and is not there")
    if not unchanged:
        _set(c, after, {"claim": claim_to_json(claim), "status": stated.status.value, "valid_from": _day(claim)}, act.at)
        after = in_slot(c, claim) or after
        note(c, act, what, after.name, (None if before is None else _as_json(before), _as_json(after)))
        mark_roots(c, (after.fact_key, after.norm), Fate(mark=_MARKS.get(stated.status), why=_signed(act)), act.at)
    return after


def retract_value(c: Connection, row: ValueRow, status: ValueStatus, act: Act, what: str) -> None:
    """A value stands no longer: withdrawn, or superseded by a correction. The next article is weighed without it."""
    turn_value(c, row, Turn(value=row.id, status=status), act, what)


def turn_value(c: Connection, row: ValueRow, turn: Turn, act: Act, what: str) -> None:
    """A person gives a value a standing, and a claim of the same slot and value where the turn holds one.

    The next article is weighed by it; every message that tells the value says so.
    """
    status, place = turn.status, (row.fact_key, row.norm)
    changed = replace(row, status=status, claim=turn.claim or row.claim)
    said = {} if turn.claim is None else {"claim": claim_to_json(turn.claim), "valid_from": _day(turn.claim)}
    _set(c, row, {"status": status.value, **said}, act.at)
    (head,) = heads_of(c, {row.family}).items()
    move_head(c, *head)
    note(c, act, what, row.name, (_as_json(row), _as_json(changed)))
    if status is ValueStatus.RETRACTED:
        mark_alerts_on(c, {place}, f"{RETRACTED_BY} {_signed(act)}", act.at)
    elif row.status is ValueStatus.RETRACTED:
        clear_alerts_on(c, place)
    mark_roots(c, place, Fate(mark=_MARKS.get(status), why=_signed(act)), act.at)


def _signed(act: Act) -> str:
    return f"{act.who}: {act.why}" if act.why else act.who


def _tell(c: Connection, stated: Stated, act: Act) -> None:
    """As an article would: the value is made where it is new, and gets one sighting of this source."""
    article, claim = stated.article, stated.claim
    identity = f"{article.url}\n{article.title}\n{article.published}"
    address = "desk:" + hashlib.sha256(identity.encode()).hexdigest()[:32]
    item = add_article(c, article, act.at, address=address, kind=stated.kind)
    entry = Entry(
        fact_key=fact_key(claim),
        family=family(claim),
        norm=norm(claim),
        claim=claim,
        kinship=Kinship.INDEPENDENT,
        status=stated.status,
        valid_from=claim.valid_from,
    )
    known = load_known(c, item.mark, (claim,), Reach())
    record(c, Teller(revision=item.revision, article=item.article_id, now=act.at), Plan(entries=(entry,)), known)
    record_judged(c, item, on_beat=True, reference="", now=act.at)


def article_of(url: str, outlet: str, title: str, *, lang: str = "und", published: datetime | None = None) -> Article:
    """A source without its text."""
    digest = hashlib.sha256(f"ledger:{url}".encode()).hexdigest()
    return Article(
        url=url,
        canonical_url=None,
        outlet=outlet,
        title=title,
        byline=None,
        lang=lang,
        published=published,
        text="",
        lineage=Lineage(body_sha256=digest, sketch=()),
    )


def _set(c: Connection, row: ValueRow, values: dict[str, object], at: datetime) -> None:
    """Change a value, and write down what it was until now."""
    c.execute(update(fact_values).where(fact_values.c.id == row.id).values(**values))
    said = {"claim": claim_to_json(row.claim)} if "claim" in values and values["claim"] != claim_to_json(row.claim) else {}
    if said or values["status"] != row.status.value:
        turned = {"value_id": row.id, "at": at, "before": row.status.value, "after": values["status"]}
        c.execute(insert(standings).values(**turned, **said))


def in_slot(c: Connection, claim: Claim) -> ValueRow | None:
    """The value that says just what the claim says, in its slot."""
    place = facts.c.key == fact_key(claim), fact_values.c.norm == norm(claim)
    row = c.execute(_query().where(*place)).one_or_none()
    return None if row is None else _value_row(row)


def _query() -> Select[tuple[object, ...]]:
    only_listed = and_(_told_by(SourceKind.INVENTORY), not_(_told_by(SourceKind.ARTICLE))).label("inventoried")
    return select(fact_values, facts.c.key, facts.c.family, only_listed).join(facts, facts.c.id == fact_values.c.fact_id)


def _told_by(kind: SourceKind) -> Exists:
    """Whether a source of this kind tells the value."""
    source = articles.c.id == sightings.c.article_id, articles.c.kind == kind
    return exists().where(sightings.c.value_id == fact_values.c.id, *source)


def _value_row(row: Row[tuple[object, ...]]) -> ValueRow:
    return ValueRow(
        id=row.id,
        fact_key=row.key,
        family=row.family,
        norm=row.norm,
        claim=claim_from_json(row.claim),
        status=ValueStatus(row.status),
        learned_at=row.learned_at,
        inventoried=bool(row.inventoried),
    )


def _as_json(row: ValueRow) -> dict[str, object]:
    return claim_to_json(row.claim) | {"status": row.status.value}


def _day(claim: Claim) -> str | None:
    return None if claim.valid_from is None else claim.valid_from.isoformat()
