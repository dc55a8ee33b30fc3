"""``writethru mutes``: silences, each with an end and an author."""

from pathlib import Path
from typing import Any

import click

from alerts.muting import span as span_of
from alerts.muting import subject as subject_of
from service.cli.common import Refused, config_option, ends_well
from service.cli.opened import opened, signed
from service.cli.shown import plain, say, show
from service.store.mutes import Mute, add_mute, end_mute, mutes_of

COLUMNS = ("id", "subject", "channel", "until", "author", "why")


@click.group()
def mutes() -> None:
    """Silences, each with an end and an author. What is muted is judged and listed all the same."""


@mutes.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that have ended.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a mute.")
@config_option
@ends_well
def list_(config: Path | None, *, everything: bool, as_json: bool) -> None:
    """What is muted now, by whom, until when."""
    with opened(config) as desk, desk.store.reading() as c:
        rows = mutes_of(c, desk.act(None, "").at, ended=everything)
    show((_row(row) for row in rows), COLUMNS, as_json=as_json)


@mutes.command()
@click.argument("subject")
@click.option("--for", "lasting", default="7d", show_default=True, metavar="TIME", help="How long: 90m, 24h, 7d, 2w.")
@click.option("--channel", default=None, metavar="ID", help="In this channel only.")
@config_option
@signed
@ends_well
def add(subject: str, lasting: str, channel: str | None, config: Path | None, by: str | None, why: str) -> None:  # noqa: PLR0913, PLR0917 - click hands in each option
    """Mute SUBJECT: agency:NAME, vendor:NAME, outlet:NAME, kind:KIND, or story:ALERT for the story of an alert."""
    try:
        named, span = subject_of(subject), span_of(lasting)
    except ValueError as error:
        raise Refused(str(error)) from error
    with opened(config) as desk, desk.store.writing() as c:
        act = desk.act(by, why)
        number = add_mute(c, named, act.at + span, act, channel=channel)
    say(f"{number}: {named} is muted until {plain(act.at + span)}")


@mutes.command()
@click.argument("number", type=int)
@config_option
@signed
@ends_well
def end(number: int, config: Path | None, by: str | None, why: str) -> None:
    """End the mute of this NUMBER now."""
    with opened(config) as desk, desk.store.writing() as c:
        if not end_mute(c, number, desk.act(by, why)):
            raise Refused(f"no mute {number} holds: see `writethru mutes list`")
    say(f"{number} has ended")


def _row(mute: Mute) -> dict[str, Any]:
    one = mute.silence
    return {
        "id": one.id,
        "subject": one.subject,
        "channel": one.channel,
        "begun": mute.begun,
        "until": one.until,
        "author": one.author,
        "why": one.why,
    }
