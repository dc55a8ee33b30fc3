"""``writethru facts``: the ledger."""

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from alerts.model import Value, ValueStatus
from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import bytes_of, opened, signed, write_bytes
from service.cli.shown import instant_of, plain, say, show
from service.cli.tellings import first_told, how_told, told_by
from service.cli.timeline import life_to_json, timeline
from service.editing import SOURCE, correct, corrected, row_given, stated
from service.factfile import FactFileError, Given, Telling, given
from service.factfile import read as read_facts
from service.factfile import write as write_facts
from service.naming import known_as, resolved
from service.store.audits import audits_of
from service.store.facts import (
    STANDING,
    ValueRow,
    fact_of,
    find_value,
    in_slot,
    number_of,
    retract_value,
    state_fact,
    value_rows,
    values_in,
)
from service.store.history import life_of, rows_as_of
from watchers.claims.codec import claim_to_json
from watchers.claims.model import Adoption, Amount, Claim, Figure, Partnership, Price

COLUMNS = ("id", "kind", "status", "fact", "value", "learned_at", "known_from", "unlisted")
KINDS = ("agency", "partner", "price", "figure")
_FIELDS = (
    *("kind", "vendor", "product", "agency", "partner", "role", "stage", "subject", "measure", "amount", "amount_max"),
    *(
        "currency",
        "per",
        "buyer",
        "period",
        "qualifier",
        "free",
        "valid_from",
        "valid_until",
        "attributed_to",
        "employer",
        "quote",
    ),
)


def _claim_options(command: Any) -> Any:
    for name in reversed(SOURCE):
        command = click.option(f"--source-{name}", default=None, metavar="TEXT", help=f"The {name} of its article.")(command)
    for name in reversed(_FIELDS):
        choice = click.Choice(KINDS) if name == "kind" else None
        command = click.option(f"--{name.replace('_', '-')}", name, type=choice, default=None)(command)
    return command


@click.group()
def facts() -> None:
    """The ledger: what is known, one line a value."""


@facts.command("list")
@click.option("--vendor", default=None, help="Only facts about this vendor, by any of its names.")
@click.option("--agency", default=None, help="Only facts about this body, by any of its names.")
@click.option("--kind", type=click.Choice(KINDS), default=None)
@click.option("--all", "everything", is_flag=True, help="Also what was superseded or retracted.")
@click.option("--as-of", default=None, metavar="DATE", help="As it was known then: a day, to its end in UTC, or an instant.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a value.")
@config_option
@ends_well
def list_(config: Path | None, as_of: str | None, *, everything: bool, as_json: bool, **wanted: str | None) -> None:
    """What stands in the ledger, or stood in it on a date."""
    then = None if as_of is None else instant_of(as_of)
    statuses = tuple(ValueStatus) if everything else STANDING
    with opened(config) as desk:
        with desk.store.reading() as c:
            rows = value_rows(c, statuses) if then is None else rows_as_of(c, then)
        rows = tuple(row for row in rows if row.status in statuses)
        names = {key: known_as(name, desk.reference) or name for key, name in wanted.items() if name and key != "kind"}
    names |= {"kind": wanted["kind"]} if wanted["kind"] else {}
    found = (_row(row) for row in rows if _wanted(row.claim, names))
    show(found if as_json else map(_marked, found), COLUMNS, as_json=as_json)


@facts.command("show")
@click.argument("fact", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
@ends_well
def show_(fact: str, config: Path | None, *, as_json: bool) -> None:
    """One value: its slot, every article that told it, every change that a person made, and the slot's whole life."""
    with opened(config) as desk, desk.store.reading() as c:
        row = _value(find_value(c, number_of(fact) or 0), fact)
        slot, value = fact_of(c, row)
        changes = [f"{plain(one.at)} {one.who}: {one.what} ({one.why})" for one in audits_of(c, row.name)]
        life = life_of(c, row.fact_key)
    rivals = [f"F-{other.id} {other.norm} ({other.status.value})" for other in slot.values if other.id != row.id]
    full = _row(row) | {"sightings": told_by(value), "beside": rivals, "changes": changes}
    full |= {"first": first_told(value), "timeline": life_to_json(life)}
    if as_json:
        show([full], COLUMNS, as_json=True)
        return
    for line in _sheet(row, full):
        say(line)
    say("")
    for line in timeline(life, {one.id: _said(one.claim) for one in slot.values}):
        say(line)


@facts.command()
@_claim_options
@config_option
@signed
@ends_well
def add(config: Path | None, by: str | None, why: str, **fields: str | None) -> None:
    """Tell the ledger a fact, confirmed by a person: --kind agency --vendor Meta --agency NASA --stage adopted …"""
    said = given(row_given({}, fields))
    with opened(config) as desk:
        claim = resolved(said.claim, desk.reference)
        with desk.store.writing() as c:
            known = in_slot(c, claim)
            if known is not None and known.status in STANDING:
                raise Refused(f"that is known already: see `writethru facts show {known.name}`")
            row = state_fact(c, stated(said, claim, ValueStatus.CONFIRMED), desk.act(by, why), "add fact")
    say(_line(row))
    if claim.evidence.unlisted:
        click.echo("note: a name of it stands in no list; a text that names it otherwise is another fact", err=True)


@facts.command()
@click.argument("fact", metavar="ID")
@_claim_options
@config_option
@signed
@ends_well
def edit(fact: str, config: Path | None, by: str | None, why: str, **fields: str | None) -> None:
    """Correct a value: the fields given replace its own (an empty one takes it away). The old value stays on record."""
    if all(value is None for value in fields.values()):
        raise Refused("nothing to change: name at least one field, as in --stage exploring")
    with opened(config) as desk, nullcontext(desk.reference) as reference, desk.store.writing() as c:
        old = _standing(find_value(c, number_of(fact) or 0), fact)
        new = correct(c, old, corrected(old.claim, fields), reference, desk.act(by, why or "corrected")).new
    say(_line(new) + (f" (was {old.name})" if new.id != old.id else ""))


@facts.command()
@click.argument("fact", metavar="ID")
@config_option
@signed
@ends_well
def retract(fact: str, config: Path | None, by: str | None, why: str) -> None:
    """Withdraw a value: it stays on record, and nothing is weighed against it any more."""
    with opened(config) as desk, desk.store.writing() as c:
        row = _standing(find_value(c, number_of(fact) or 0), fact)
        retract_value(c, row, ValueStatus.RETRACTED, desk.act(by, why), "retract fact")
    say(f"{row.name} retracted")


@facts.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@config_option
@signed
@ends_well
def import_(file: Path, config: Path | None, by: str | None, why: str) -> None:
    """Learn the facts of a file (.jsonl or .csv), all or none.

    What is known already stays as it is; what was retracted, and stands in the file, is restored.
    """
    try:
        found = read_facts(str(file), bytes_of(file).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FactFileError(f"{file}: not UTF-8") from error
    new = restored = 0
    with opened(config) as desk, nullcontext(desk.reference) as reference, desk.store.writing() as c:
        act = desk.act(by, why or f"import of {file.name}")
        for one in found:
            claim = resolved(one.claim, reference)
            known = in_slot(c, claim)
            back = known is not None and known.status is ValueStatus.RETRACTED and one.status is not ValueStatus.RETRACTED
            if known is None or back:
                state_fact(c, stated(one, claim, one.status), act, "import fact")
            new, restored = new + (known is None), restored + back
    again = f", {restored} restored" if restored else ""
    say(f"{new} facts learned, {len(found) - new - restored} known already{again}")


@facts.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also what was superseded or retracted.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@config_option
@ends_well
def export(file: Path, config: Path | None, *, everything: bool, force: bool) -> None:
    """Write the ledger into a file: JSON lines as `[ledger] baseline` and `replay --ledger` take them, or CSV (.csv)."""
    with opened(config) as desk, desk.store.reading() as c:
        rows = value_rows(c, tuple(ValueStatus) if everything else STANDING)
        known = values_in(c, {row.family for row in rows})
    found = [Given(claim=row.claim, status=row.status, source=_telling(known[row.id][1])) for row in rows]
    write_bytes(file, write_facts(file.name, found).encode("utf-8", "replace"), force=force)
    say(f"{len(found)} facts written to {file}")


def _value(row: ValueRow | None, name: str) -> ValueRow:
    if row is None:
        raise Refused(f"no fact is called {name!r}: see `writethru facts list --all`")
    return row


def _standing(row: ValueRow | None, name: str) -> ValueRow:
    found = _value(row, name)
    if found.status is ValueStatus.RETRACTED:
        raise Refused(f"{found.name} is retracted already")
    return found


def _wanted(claim: Claim, names: Mapping[str, str]) -> bool:
    """Whether the claim has these names; a price's buyer counts as its agency."""
    row = claim_to_json(claim)
    has = {"kind": row["kind"], "vendor": row.get("vendor"), "agency": row.get("agency") or row.get("buyer")}
    return all(str(has[key]).casefold() == name.casefold() for key, name in names.items())


def _row(row: ValueRow) -> dict[str, Any]:
    claim = claim_to_json(row.claim)
    head = {
        "id": row.name,
        "kind": claim["kind"],
        "status": row.status.value,
        "fact": _fact(row.claim),
        "value": _said(row.claim),
    }
    known_from = "inventory" if row.inventoried else "articles"
    return head | {
        "key": row.fact_key,
        "learned_at": row.learned_at,
        "known_from": known_from,
        "unlisted": row.claim.evidence.unlisted,
        "claim": claim,
    }


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it: a name that stands in no list is marked."""
    return row | {"unlisted": "unlisted" if row["unlisted"] else None}


def _line(row: ValueRow) -> str:
    return f"{row.name}  {_fact(row.claim)}: {_said(row.claim)}"


def _sheet(row: ValueRow, full: Mapping[str, Any]) -> list[str]:
    quote = row.claim.evidence.quote
    lines = [f"{_line(row)}, {row.status.value}, learned {plain(row.learned_at)}", *([f"  “{quote}”"] if quote else [])]
    lines += [f"  {how_told(one)}" for one in full["sightings"]]
    lines += [f"  beside it: {rival}" for rival in full["beside"]]
    return lines + [f"  changed: {change}" for change in full["changes"]]


def _telling(value: Value) -> Telling:
    if not value.sightings:
        return Telling(url=None, outlet="desk", title="Known from the start", lang="und", published=None)
    mark = (value.articles or value.sightings)[0].mark
    url = mark.url if mark.url.startswith(("http://", "https://")) else None
    return Telling(url=url, outlet=mark.outlet, title=mark.title, lang=mark.lang, published=mark.published, kind=mark.kind)


def _fact(claim: Claim) -> str:
    match claim:
        case Adoption():
            return f"{claim.agency} and {claim.vendor}"
        case Partnership():
            return f"{claim.partner} with {claim.vendor}"
        case Price():
            per, buyer = (f" per {claim.per}" if claim.per else ""), (f" for {claim.buyer}" if claim.buyer else "")
            return f"price of {claim.vendor} {claim.product or ''}".rstrip() + per + buyer
        case Figure():
            return f"{claim.subject}, {claim.measure}" + (f", {claim.period}" if claim.period else "")


def _said(claim: Claim) -> str:
    if isinstance(claim, Adoption | Partnership):
        return claim.stage.value + (f" {claim.product}" if claim.product else "")
    return _amount(claim.amount) + (f" {claim.currency}" if claim.currency else "")


def _amount(amount: Amount) -> str:
    printed = f"{amount.low:,f}" if amount.high is None else f"{amount.low:,f} to {amount.high:,f}"
    return f"{amount.qualifier.value} {printed}" if amount.qualifier else printed
