"""A person corrects a value: what was there stays on record, and what takes its place is confirmed by that person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from alerts.hands import Turn
from alerts.model import ValueStatus
from service.factfile import Given, given
from service.naming import resolved
from service.reference import Reference
from service.store.audits import Act
from service.store.facts import Stated, ValueRow, article_of, in_slot, state_fact, turn_value
from service.store.session import Connection
from watchers.claims.codec import claim_to_json
from watchers.claims.model import Claim

SOURCE = ("url", "outlet", "title", "lang", "published")
WHAT = "edit fact"
"""The verb in the audit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """What a correction did."""

    new: ValueRow
    was: ValueRow | None
    """The value that the corrected claim falls into, as it stood before; ``None`` where there was none."""


def row_given(row: Mapping[str, Any], fields: Mapping[str, str | None]) -> dict[str, Any]:
    """The row of a claim with the fields that were given; an empty text takes one away."""
    changed = {name: value or None for name, value in fields.items() if value is not None and not name.startswith("source_")}
    kept = {name: value for name, value in row.items() if not (name == "step" and "amount" in changed)}
    return kept | changed | {"source": {name: fields.get(f"source_{name}") for name in SOURCE}}


def corrected(claim: Claim, fields: Mapping[str, str | None]) -> Given:
    """A claim with other fields. Raises ``ClaimFormatError`` or ``ValueError`` that names what is wrong."""
    return given(row_given(claim_to_json(claim), fields))


def stated(said: Given, claim: Claim, status: ValueStatus) -> Stated:
    """What a person says, as the ledger takes it."""
    source = said.source
    article = article_of(source.url or "desk:entered", source.outlet, source.title, lang=source.lang, published=source.published)
    return Stated(claim=claim, status=status, article=article, kind=source.kind)


def correct(c: Connection, old: ValueRow, said: Given, reference: Reference, act: Act) -> Corrected:
    """Put what was said in the place of a value."""
    claim = resolved(said.claim, reference)
    was = in_slot(c, claim)
    new = state_fact(c, stated(said, claim, ValueStatus.CONFIRMED), act, WHAT)
    if new.id != old.id:
        # another value of the same slot supersedes it; in another slot, this one never was so
        status = ValueStatus.SUPERSEDED if new.fact_key == old.fact_key else ValueStatus.RETRACTED
        turn_value(c, old, Turn(value=old.id, status=status), replace(act, why=f"{act.why}; now {new.name}"), WHAT)
    return Corrected(new=new, was=was)
