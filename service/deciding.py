"""A person decides what a name is: from now on the reader knows it so, the ledger says so, and the last days are read again.

One transaction holds all of it: the decision, the queue, the facts that move or are withdrawn, the order to reread, the audit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.comparing import fold
from service.desknames import KINDS, DeskName, NameSort
from service.errors import WorkFailed
from service.naming import known_as, resolved
from service.reference import Reference, with_names
from service.store.audits import Act
from service.store.names import Queued, QueueState, decide, find_queued, names_of_desk, order_reread, settle
from service.store.renaming import move_facts, renamed, withdraw_facts
from service.store.session import Connection
from watchers.claims.gazetteer import NameKind
from watchers.claims.model import Claim

_WHAT = {
    NameSort.ALIAS: "merge name",
    NameSort.NEVER: "refuse name",
}


class NameRefused(WorkFailed):
    """What was asked about a name cannot be; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What a decision has done."""

    decision: DeskName
    facts: int
    """Values of the ledger that moved, or were withdrawn."""


def accept(c: Connection, given: DeskName, act: Act) -> Effect:
    """A name is known from now on. Raises ``NameRefused`` where it is known already."""
    return _listed(c, given, act, "accept name")


def add(c: Connection, given: DeskName, act: Act) -> Effect:
    """The same for a name that no article need have told; one that is known already only gains the aliases.

    Raises ``NameRefused`` where nothing would change.
    """
    return _listed(c, given, act, "add name")


def merge(c: Connection, name: str, other: str, act: Act) -> Effect:
    """``name`` is another way of writing ``other``, by any of its names. Raises ``NameRefused`` where that one is not known."""
    desk = names_of_desk(c)
    canonical = _mergeable(other, with_names(desk))
    if fold(name) == fold(canonical):
        raise NameRefused(f"{canonical!r} is that name itself")
    own = next((one for one in desk if fold(one.name) == fold(name)), None)
    aliases = own.aliases if own else ()
    return _done(c, DeskName(name=name, sort=NameSort.ALIAS, stands_for=canonical, aliases=aliases), act, QueueState.MERGED)


def refuse(c: Connection, name: str, act: Act) -> Effect:
    """``name`` is no name: it makes no claim again, and what it told is withdrawn. Raises ``NameRefused`` for a listed name."""
    _refuse_shipped(name)
    return _done(c, DeskName(name=name, sort=NameSort.NEVER), act, QueueState.NEVER)


def written(c: Connection, name: str) -> tuple[str, Queued | None]:
    """A name by its number in the queue, or as it is written; with its place in the queue, if it has one.

    Raises ``NameRefused`` for a number that is none.
    """
    queued = find_queued(c, name)
    if queued is None and name[:2].upper() == "N-" and name[2:].isdecimal():
        raise NameRefused(f"no name is called {name!r}: see `writethru names queue --all`")
    return (queued.name if queued else " ".join(name.split())), queued


def told(effect: Effect) -> str:
    """What a decision has done, in a line."""
    one = effect.decision
    is_now = {
        NameSort.ALIAS: f"stands for {one.stands_for}",
        NameSort.NEVER: "is no name",
    }.get(one.sort, f"is a known {one.sort.value}")
    facts = f"{effect.facts} facts {'withdrawn' if one.sort is NameSort.NEVER else 'brought up to it'}"
    return f"{one.name} {is_now}; {facts}"


def _listed(c: Connection, given: DeskName, act: Act, what: str) -> Effect:
    for name in (given.name, *given.aliases):
        _writable(name)
    desk = names_of_desk(c)
    before = with_names(tuple(one for one in desk if fold(one.name) != fold(given.name)))
    canonical = known_as(given.name, before)
    if canonical is None:
        return _done(c, _with_older(given, desk), act, QueueState.ACCEPTED, what)
    if not given.aliases:
        raise NameRefused(f"{given.name!r} is known already, as {canonical!r}; name another way of writing it with --alias")
    first, *more = given.aliases
    alias = DeskName(name=first, sort=NameSort.ALIAS, stands_for=_mergeable(canonical, before), aliases=tuple(more))
    return _done(c, alias, act, QueueState.MERGED, what)


def _with_older(given: DeskName, desk: Sequence[DeskName]) -> DeskName:
    """A decision about a name that was decided on before keeps the aliases that it had."""
    old = next((one for one in desk if fold(one.name) == fold(given.name) and one.sort in KINDS), None)
    return replace(given, aliases=tuple(dict.fromkeys((*(old.aliases if old else ()), *given.aliases))))


def _done(c: Connection, decision: DeskName, act: Act, state: QueueState, what: str | None = None) -> Effect:
    decide(c, decision, act, what or _WHAT[decision.sort])
    names = (decision.name, *decision.aliases)
    becomes = decision.stands_for or (decision.name if decision.sort in KINDS else None)
    for name in names:
        settle(c, name, state if fold(name) == fold(decision.name) else QueueState.MERGED)
    facts = sum(_moved(c, name, names, becomes, act) for name in names)
    order_reread(c, names, becomes, act.at)
    return Effect(decision=decision, facts=facts)


def _moved(c: Connection, name: str, names: Sequence[str], becomes: str | None, act: Act) -> int:
    if becomes is None:
        return withdraw_facts(c, name, act)
    reference = with_names(names_of_desk(c))

    def renew(claim: Claim) -> Claim:
        return resolved(renamed(claim, names, becomes), reference)

    return move_facts(c, name, renew, act)


def _mergeable(name: str, reference: Reference) -> str:
    """The canonical name of a body, company or product of the tables, which alone can be given aliases."""
    canonical = known_as(name, reference)
    if canonical is None:
        raise NameRefused(f"{name!r} is not known: accept or add it first, or write a name of the reference data")
    entity = reference.names.entity(canonical)
    if entity is None or entity.kind in (NameKind.PERSON, NameKind.PLACE) or entity.category == "government":
        raise NameRefused(f"{canonical!r} cannot be given another name: it is a person, a place or a whole government")
    return canonical


def _refuse_shipped(name: str) -> None:
    canonical = known_as(name, with_names(()))
    if canonical is not None:
        raise NameRefused(f"{name!r} is a name of the reference data ({canonical}); only names that nobody listed can be refused")


def _writable(name: str) -> None:
    if not name.strip() or "|" in name or not name.isprintable() or len(name) > _LONGEST:
        raise NameRefused(f"{name[:60]!r} cannot be a name: one line of at most {_LONGEST} characters without a bar")


_LONGEST = 120
