"""``writethru doctor``: is it set up?"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from alerts.errors import DeliveryError
from alerts.slack.notifier import SlackNotifier
from alerts.slack.webhook import WebhookNotifier
from service import doctor as checks
from service.cli.common import FAILED, config_option, ends_well, settings_of
from service.cli.shown import show
from service.clock import Clock
from service.doctor import Finding, Level
from service.earcheck import heard
from service.hookcheck import tried
from service.listed import BrokenReference
from service.reference import ready, shipped
from service.settings import Settings
from service.store.errors import StoreError
from service.tomlfile import SettingsError


@click.command()
@click.option("--post", is_flag=True, help="Send one marked test message to each channel.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@config_option
@ends_well
def doctor(config: Path | None, *, post: bool, as_json: bool) -> None:
    """Check configuration, names, clock, database, disk, token, scopes and channels, a line each; exit code 1 if one failed."""
    findings = _findings(config, post=post)
    if as_json:
        show(({"id": one.name, "level": one.level.value, "what": one.what} for one in findings), (), as_json=True)
    else:
        _print(findings)
    if not checks.healthy(findings):
        sys.exit(FAILED)


def _findings(config: Path | None, *, post: bool) -> list[Finding]:
    try:
        ready()
    except BrokenReference as error:
        return [Finding(level=Level.FAIL, name="reference data", what=fault) for fault in error.faults]
    found = [checks.known(shipped())]
    try:
        settings = settings_of(config)
    except SettingsError as error:
        return found + [Finding(level=Level.FAIL, name="configuration", what=str(fault)) for fault in error.faults]
    found += checks.settled(settings)
    try:
        found += checks.machine(settings, Clock())
    except (StoreError, OSError) as error:
        found.append(Finding(level=Level.FAIL, name="database", what=str(error)))
    return found + asyncio.run(_slack(settings, post=post))


async def _slack(settings: Settings, *, post: bool) -> list[Finding]:
    now = Clock().now()
    message = checks.trial(now) if post else None
    found = []
    if settings.slack.webhooks:
        async with WebhookNotifier(settings.slack.webhooks) as hooks:
            found = await tried(settings, hooks, message)
    if settings.slack.token:
        async with SlackNotifier(settings.slack.token, settings.slack.base_url) as slack:
            asked = await checks.connected(settings, slack, message, now)
            ears = await heard(settings.hearing, slack, await _scopes(slack)) if checks.taken(asked) else []
            return [*asked, *ears, *found]
    return found or await checks.connected(settings, None, message)


async def _scopes(slack: SlackNotifier) -> tuple[str, ...] | None:
    """What the token may do, where Slack says so."""
    try:
        return await slack.scopes()
    except DeliveryError:
        return None


def _print(findings: Sequence[Finding]) -> None:
    colours = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}
    for one in findings:
        line = "".join(letter if letter.isprintable() else " " for letter in str(one))
        click.echo(click.style(line[:4], fg=colours[one.level]) + line[4:])
