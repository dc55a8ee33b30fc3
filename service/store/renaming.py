"""What a decision about a name does to the ledger: facts move to another name, or are withdrawn; every change is audited.

Nothing is deleted: where both names held the same value, the one under the old name is superseded and keeps its number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, select, update

from alerts.comparing import fold
from alerts.matching import fact_key, family
from alerts.model import ValueStatus
from service.store.audits import Act, note
from service.store.facts import STANDING, ValueRow, retract_value, values_about
from service.store.known import heads_of
from service.store.ledger import move_head
from service.store.tables.ledger import fact_values, facts, sightings, verdicts
from watchers.claims.codec import claim_from_json, claim_to_json
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price

Renew = Callable[[Claim], Claim]
"""A claim as it is told under the names of today."""


def names_of(claim: Claim) -> tuple[str, ...]:
    """Every body, vendor and firm that the claim is about."""
    match claim:
        case Adoption():
            return claim.vendor, claim.agency
        case Partnership():
            return claim.vendor, claim.partner
        case Price():
            return (claim.vendor, claim.buyer) if claim.buyer else (claim.vendor,)
        case Figure():
            return tuple(claim.subject.split(" / "))


def move_facts(c: Connection, name: str, renew: Renew, act: Act) -> int:
    """Bring every fact about ``name`` to what ``renew`` makes of its claims; how many values that changed."""
    by_fact: dict[str, list[ValueRow]] = defaultdict(list)
    for row in _about(c, name):
        by_fact[row.fact_key].append(row)
    heads = heads_of(c, {row.family for rows in by_fact.values() for row in rows})
    changed = 0
    touched: set[str] = set()
    for rows in by_fact.values():
        if any(renew(row.claim) != row.claim for row in rows):
            touched |= _moved(c, rows, renew, act)
            changed += len(rows)
    for one in sorted(touched):
        move_head(c, one, heads[one] if one in heads else heads_of(c, {one})[one])
    return changed


def withdraw_facts(c: Connection, name: str, act: Act) -> int:
    """Retract every standing value about ``name``; how many there were."""
    rows = [row for row in _about(c, name) if row.status in STANDING]
    for row in rows:
        retract_value(c, row, ValueStatus.RETRACTED, act, "retract fact")
    return len(rows)


def _about(c: Connection, name: str) -> tuple[ValueRow, ...]:
    wanted = fold(name)
    return tuple(row for row in values_about(c, wanted) if wanted in map(fold, names_of(row.claim)))


def _moved(c: Connection, rows: Sequence[ValueRow], renew: Renew, act: Act) -> set[str]:
    """The values of one fact under their new names; the families that this touched."""
    old, claim = rows[0], renew(rows[0].claim)
    key = fact_key(claim)
    for row in rows:
        _retell(c, row, renew)
    if key != old.fact_key:
        _rehouse(c, rows, key, family(claim), act)
        c.execute(update(verdicts).where(verdicts.c.fact_key == old.fact_key).values(fact_key=key))
    for row in rows:
        note(c, act, "rename fact", row.name, (claim_to_json(row.claim), claim_to_json(renew(row.claim))))
    return {old.family, family(claim)}


def _retell(c: Connection, row: ValueRow, renew: Renew) -> None:
    """The value and its sightings tell the claim under its new names; quotes stay as they are."""
    c.execute(update(fact_values).where(fact_values.c.id == row.id).values(claim=claim_to_json(renew(row.claim))))
    for told in c.execute(select(sightings.c.id, sightings.c.claim).where(sightings.c.value_id == row.id)).all():
        claim = claim_to_json(renew(claim_from_json(told.claim)))
        c.execute(update(sightings).where(sightings.c.id == told.id).values(claim=claim))


def _rehouse(c: Connection, rows: Sequence[ValueRow], key: str, owner: str, act: Act) -> None:
    """The slot under its new key; where that slot is there already, its values join those."""
    target = c.execute(select(facts.c.id).where(facts.c.key == key)).scalar_one_or_none()
    if target is None:
        c.execute(update(facts).where(facts.c.key == rows[0].fact_key).values(key=key, family=owner))
        return
    held = {row.norm: row.id for row in c.execute(select(fact_values).where(fact_values.c.fact_id == target))}
    for row in rows:
        if row.norm in held:
            _join(c, row, held[row.norm])
            superseded = {**claim_to_json(row.claim), "status": ValueStatus.SUPERSEDED.value}
            note(c, act, "join fact", row.name, (claim_to_json(row.claim), superseded | {"now": f"F-{held[row.norm]}"}))
        else:
            c.execute(update(fact_values).where(fact_values.c.id == row.id).values(fact_id=target))


def _join(c: Connection, row: ValueRow, other: int) -> None:
    """The sightings of a value go to its equal, but for articles that told that one too."""
    told = select(sightings.c.article_id).where(sightings.c.value_id == other).scalar_subquery()
    mine = sightings.c.value_id == row.id, sightings.c.article_id.not_in(told)
    c.execute(update(sightings).where(*mine).values(value_id=other))
    c.execute(update(fact_values).where(fact_values.c.id == row.id).values(status=ValueStatus.SUPERSEDED.value))


def renamed(claim: Claim, names: Iterable[str], new: str) -> Claim:
    """The claim with each of ``names`` (as written, in any case) under its new one."""
    old = set(map(fold, names))
    return _with(claim, lambda name: new if fold(name) in old else name)


def _with(claim: Claim, called: Callable[[str], str]) -> Claim:
    row = claim_to_json(claim)
    for field in ("vendor", "agency", "partner", "buyer"):
        if row.get(field):
            row[field] = called(str(row[field]))
    if "subject" in row:
        row["subject"] = " / ".join(called(part) for part in str(row["subject"]).split(" / "))
    return claim_from_json(row)
