"""What people may do with a message and what they have done: read each time that the message is drawn."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from alerts.hands import ON_FACTS, Clash, Desk, Said, Seen, Told, Trace, Verb
from alerts.model import Conflict, Outcome, ValueStatus
from alerts.routing import bodies, vendors
from service.store.hands import seen_values
from service.store.tables.desk import hand_effects, hands
from service.store.tables.ledger import fact_values, facts, verdicts
from service.store.tables.sending import alerts, outbox, root_facts
from service.store.tables.watched import revisions
from watchers.claims.codec import claim_from_json
from watchers.claims.model import Claim

_STANDING = (ValueStatus.REPORTED, ValueStatus.CONFIRMED, ValueStatus.DISPUTED)
_DECIDING = {Verb.KEEP, Verb.ACCEPT, Verb.BOTH}
_LONGEST = 75
"""Characters of a name in a menu."""


def desk_of(c: Connection, root: int, zone: tzinfo) -> Desk:
    """The desk of an alert's message; ``zone``: its channel's."""
    values = _values_of(c, root)
    pairs = _pairs(c, root, values)
    seen = seen_values(c, {*values.values(), *(number for _, known in pairs for number in known)})
    about = {values[place]: text for place, text in _about(c, root).items() if place in values}
    traces = tuple(_traces(c, root, (about, seen), zone))
    decided = any(trace.verb in _DECIDING for trace in traces)
    told = {number: _told(seen[number], text) for number, text in about.items()}
    return Desk(
        root=root,
        told=tuple(told.values()),
        clashes=tuple(_clashes(told, pairs, seen, decided=decided)),
        traces=traces,
        subjects=subjects_of(c, root),
    )


def told_claim(c: Connection, root: int, value: int) -> Claim | None:
    """What an alert's article itself says of a value."""
    query = (
        select(verdicts.c.claim)
        .join(alerts, alerts.c.revision_id == verdicts.c.revision_id)
        .join(outbox, outbox.c.alert_id == alerts.c.id)
        .join(facts, facts.c.key == verdicts.c.fact_key)
        .join(fact_values, and_(fact_values.c.fact_id == facts.c.id, fact_values.c.norm == verdicts.c.norm))
        .where(outbox.c.id == root, fact_values.c.id == value, verdicts.c.outcome == Outcome.CONTRADICTS.value)
        .limit(1)
    )
    row = c.execute(query).one_or_none()
    return None if row is None else claim_from_json(row.claim)


def subjects_of(c: Connection, root: int) -> tuple[tuple[str, str], ...]:
    """What of a message can be muted: its story, and of its first fact the body, the vendor and the outlet."""
    query = (
        select(alerts.c.key, revisions.c.outlet, fact_values.c.claim)
        .join(outbox, outbox.c.alert_id == alerts.c.id)
        .join(revisions, revisions.c.id == alerts.c.revision_id)
        .join(verdicts, and_(verdicts.c.revision_id == revisions.c.id, verdicts.c.rank.is_not(None)))
        .join(facts, facts.c.key == verdicts.c.fact_key)
        .join(fact_values, and_(fact_values.c.fact_id == facts.c.id, fact_values.c.norm == verdicts.c.norm))
        .where(outbox.c.id == root)
        .order_by(verdicts.c.ordinal)
        .limit(1)
    )
    row = c.execute(query).one_or_none()
    if row is None:
        return ()
    claim = claim_from_json(row.claim)
    names = {"agency": bodies(claim), "vendor": vendors(claim), "outlet": (row.outlet,)}
    return (("story", row.key), *((kind, found[0]) for kind, found in names.items() if found and found[0].strip()))


def _values_of(c: Connection, root: int) -> dict[tuple[str, str], int]:
    """The values that a message tells, by fact key and norm, in the order of the article's verdicts."""
    query = (
        select(root_facts.c.fact_key, root_facts.c.norm, fact_values.c.id)
        .join(facts, facts.c.key == root_facts.c.fact_key)
        .join(fact_values, and_(fact_values.c.fact_id == facts.c.id, fact_values.c.norm == root_facts.c.norm))
        .where(root_facts.c.outbox_id == root)
        .order_by(fact_values.c.id)
    )
    return {(row.fact_key, row.norm): int(row.id) for row in c.execute(query)}


def _about(c: Connection, root: int) -> dict[tuple[str, str], str]:
    query = select(root_facts.c.fact_key, root_facts.c.norm, root_facts.c.about).where(root_facts.c.outbox_id == root)
    found = {(row.fact_key, row.norm): str(row.about) for row in c.execute(query)}
    order = {place: number for number, place in enumerate(_values_of(c, root))}
    return dict(sorted(found.items(), key=lambda one: order.get(one[0], len(order))))


def _pairs(c: Connection, root: int, values: Mapping[tuple[str, str], int]) -> list[tuple[int, tuple[int, ...]]]:
    """Each contradiction that a message tells: the new value, and those that it was held against in the same slot."""
    query = (
        select(verdicts)
        .join(alerts, alerts.c.revision_id == verdicts.c.revision_id)
        .join(outbox, outbox.c.alert_id == alerts.c.id)
        .where(outbox.c.id == root, verdicts.c.outcome == Outcome.CONTRADICTS.value, verdicts.c.rank.is_not(None))
        .order_by(verdicts.c.ordinal)
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in c.execute(query).all():
        new = values.get((row.fact_key, row.norm))
        if new is None or row.conflict == Conflict.CORRECTION.value:
            continue
        speaker = row.conflict == Conflict.SPEAKER.value
        places = [(key, norm) for key, norm in row.against if key == row.fact_key and (speaker or norm != row.norm)]
        known = tuple(_numbers(c, places or [tuple(one) for one in row.against[:1]]))
        if known:
            found.setdefault(new, known)
    return list(found.items())


def _numbers(c: Connection, places: Iterable[tuple[str, ...]]) -> Iterator[int]:
    for key, norm in places:
        query = select(fact_values.c.id).join(facts, facts.c.id == fact_values.c.fact_id)
        yield from c.execute(query.where(facts.c.key == key, fact_values.c.norm == norm)).scalars()


def _clashes(
    told: Mapping[int, Told], pairs: Iterable[tuple[int, tuple[int, ...]]], seen: Mapping[int, Seen], *, decided: bool
) -> Iterator[Clash]:
    """Those that nobody has decided: both sides stand."""
    for number, known in pairs:
        sides = [seen[one] for one in known if seen[one].status in _STANDING]
        new = told[number]
        same = known == (number,)
        settled = decided if same else new.status is not ValueStatus.DISPUTED
        if sides and not settled and new.status in _STANDING:
            yield Clash(known=tuple(_told(one, new.about) for one in sides), new=new)


def _told(seen: Seen, about: str) -> Told:
    return Told(value=seen.value, version=seen.version, status=seen.status, about=about)


def _traces(c: Connection, root: int, told: tuple[Mapping[int, str], Mapping[int, Seen]], zone: tzinfo) -> Iterator[Trace]:
    """The hands that hold, oldest first: on a value the last one, as long as nothing else has changed the value since."""
    about, seen = told
    touched = _touched(c, about, seen)
    alert = select(outbox.c.alert_id).where(outbox.c.id == root).scalar_subquery()
    mine = or_(
        hands.c.id.in_(touched),
        and_(hands.c.alert_id == alert, hands.c.verb == Verb.ASSIGN.value),
        and_(hands.c.root_id == root, hands.c.verb == Verb.MUTE.value),
    )
    holds = hands.c.said == Said.DONE.value, hands.c.undone_by.is_(None)
    rows = c.execute(select(hands).where(mine, *holds).order_by(hands.c.id)).all()
    last = {row.id for row in {row.verb: row for row in rows if row.verb == Verb.ASSIGN.value}.values()}
    for row in rows:
        if row.verb != Verb.ASSIGN.value or row.id in last:
            yield _trace(row, [about[number] for number in touched.get(row.id, ())], len(about), zone)


def _touched(c: Connection, about: Mapping[int, str], seen: Mapping[int, Seen]) -> dict[int, list[int]]:
    """Hand → the values that stand as it left them."""
    query = (
        select(hand_effects.c.hand_id, hand_effects.c.value_id, hand_effects.c.version)
        .join(hands, hands.c.id == hand_effects.c.hand_id)
        .where(hand_effects.c.value_id.in_(about), hands.c.undone_by.is_(None), hands.c.verb != Verb.UNDO.value)
        .order_by(hand_effects.c.id)
    )
    found: dict[int, list[int]] = {}
    for hand, value, version in c.execute(query).all():
        if seen[value].version == version:
            found.setdefault(hand, []).append(value)
    return found


def _trace(row: Row[Any], about: list[str], all_told: int, zone: tzinfo) -> Trace:
    verb = Verb(row.verb)
    some = verb in ON_FACTS | {Verb.EDIT} and len(about) < all_told
    return Trace(
        hand=row.id,
        verb=verb,
        name=row.name,
        at=row.at.astimezone(zone),
        why=str(row.body.get("shown") or row.body.get("why") or ""),
        about=tuple(dict.fromkeys(about)) if some else (),
    )
