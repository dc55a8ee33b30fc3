"""``writethru alerts``: what was sent, waits, or gave up."""

from pathlib import Path
from typing import Any

import click

from alerts.delivery import DeliveryState
from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import opened, signed
from service.cli.sampling import audit
from service.cli.shown import plain, say, show
from service.cli.why import way_to_json
from service.explaining import sheet
from service.store.audits import audits_of
from service.store.deliveries import DeliveryRow, decided_on, deliveries_of, delivery_rows, stands
from service.store.deliveries import retry as set_going
from service.store.ways import way_of

COLUMNS = ("id", "state", "rank", "channel", "created_at", "title", "error")


@click.group()
def alerts() -> None:
    """What was sent, waits, or gave up."""


@alerts.command("list")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([s.value for s in DeliveryState]), help="Only these; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message.")
@config_option
@ends_well
def list_(states: tuple[str, ...], config: Path | None, *, as_json: bool) -> None:
    """Every message to a channel, the oldest first."""
    wanted = tuple(DeliveryState(state) for state in states) or tuple(DeliveryState)
    with opened(config) as desk, desk.store.reading() as c:
        rows = delivery_rows(c, wanted)
    show((_row(row) for row in rows), COLUMNS, as_json=as_json)


@alerts.command("show")
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message.")
@config_option
@ends_well
def show_(key: str, config: Path | None, *, as_json: bool) -> None:
    """One alert or message: what it says, where it stands, and every verdict behind it."""
    with opened(config) as desk, desk.store.reading() as c:
        rows = _found(deliveries_of(c, key), key)
        decided = [] if rows[0].alert is None else decided_on(c, rows[0].alert)
        full = [_row(row) | {"changes": _changes(c, row.key)} for row in rows]
        way = None if rows[0].url is None else way_of(c, rows[0].url)
    verdicts = [
        {"verdict": one.outcome, "rank": one.rank, "reason": one.reason, "explanation": one.explanation} for one in decided
    ]
    if as_json:
        show(
            (
                one | {"text": row.plain, "verdicts": verdicts, "way": None if way is None else way_to_json(way)}
                for one, row in zip(full, rows, strict=True)
            ),
            COLUMNS,
            as_json=True,
        )
        return
    for line in rows[0].plain.split("\n"):
        say(line)
    for one in full:
        say(f"{one['id']} for {one['channel']}: {one['state']}, {one['error'] or one['link'] or one['ts'] or 'not yet tried'}")
        for change in one["changes"]:
            say(f"  changed: {change}")
    say("")
    for line in () if way is None else sheet(way):
        say(line)


@alerts.command()
@click.argument("key")
@click.option("--stands", "seen", is_flag=True, help="You saw it in its channel: write that down, and send nothing.")
@config_option
@signed
@ends_well
def retry(key: str, config: Path | None, by: str | None, why: str, *, seen: bool) -> None:
    """Set what gave up going again; what may have been sent is searched for first and never sent blindly.

    Behind a webhook nothing can be searched: look into the channel, then retry what is not there, or say --stands.
    """
    with opened(config) as desk, desk.store.writing() as c:
        rows = _found(deliveries_of(c, key), key)
        if seen:
            settled = [row.key for row in rows if stands(c, row, desk.act(by, why))]
            if not settled:
                raise Refused(f"the fate of {key} is known: {', '.join(sorted({row.state.value for row in rows}))}")
            for name in settled:
                say(f"{name} stands in its channel")
            return
        states = {row.key: set_going(c, row, desk.act(by, why)) for row in rows}
    told = {
        DeliveryState.READY: "goes out with the daemon's next beat",
        DeliveryState.UNKNOWN: "may stand in its channel: the daemon searches for it before anything is sent",
    }
    moved = {row.key: told[state] for row in rows if (state := states[row.key]) in told and row.state is not DeliveryState.READY}
    for name, said in moved.items():
        say(f"{name} {said}")
    if not moved:
        raise Refused(f"{key} is {', '.join(sorted({state.value for state in states.values()}))}: there is nothing to retry")


def _found(rows: tuple[DeliveryRow, ...], key: str) -> tuple[DeliveryRow, ...]:
    if not rows:
        raise Refused(f"no alert or message has the key {key!r}: see `writethru alerts list`")
    return rows


def _changes(c: Any, key: str) -> list[str]:
    return [f"{plain(one.at)} {one.who}: {one.what}" + (f" ({one.why})" if one.why else "") for one in audits_of(c, key)]


def _row(row: DeliveryRow) -> dict[str, Any]:
    return {
        "id": row.key,
        "alert": row.alert,
        "state": row.state.value,
        "rank": row.rank,
        "channel": row.channel,
        "created_at": row.created_at,
        "due": row.due,
        "attempts": row.attempts,
        "title": row.title,
        "url": row.url,
        "error": row.error,
        "ts": row.ts,
        "link": row.link,
    }


alerts.add_command(audit)
