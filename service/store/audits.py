"""What people changed: a row a change, written in the same transaction as the change itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from service.store.tables.desk import audit


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Who changes something, when (aware, UTC), and why."""

    who: str
    why: str
    at: datetime
    id: str = ""
    """Of the person, where the name alone may be borne by several."""

    @property
    def signature(self) -> str:
        """The person as the audit names it."""
        return f"{self.who} ({self.id})" if self.id else self.who


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """One change: ``what`` is a verb, ``subject`` a public id, ``before`` and ``after`` JSON values of the verb's own form."""

    id: int
    at: datetime
    who: str
    what: str
    subject: str
    before: Any
    after: Any
    why: str


def note(c: Connection, act: Act, what: str, subject: str, change: tuple[object, object]) -> None:
    """Write down one change: what stood before it and what stands after it."""
    before, after = change
    values = {"at": act.at, "who": act.signature, "what": what, "subject": subject, "why": act.why}
    c.execute(insert(audit).values(**values, before=before, after=after))


def audits_of(c: Connection, subject: str) -> tuple[Audit, ...]:
    """Every change of one subject, the oldest first."""
    rows = c.execute(select(audit).where(audit.c.subject == subject).order_by(audit.c.id)).mappings()
    return tuple(Audit(**row) for row in rows)
