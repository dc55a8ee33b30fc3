"""The mistakes of somebody who sets Slack up, by the README: each gets a line of ``doctor`` that says what to do."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from click.testing import CliRunner

from service.cli.root import root
from tests.service.cli.scene import Cli
from tests.standins.slack import SlackStandIn

STEPS = """
[fetching]
contact = "desk@your-newsroom.org"

[[routes]]
channel = "C0ALERTS"
"""
Found = list[dict[str, Any]]


@pytest.fixture
def slack(workspace: SlackStandIn) -> SlackStandIn:
    """As freshly started."""
    workspace.reset()
    return workspace


def environment(slack: SlackStandIn, cli: Cli) -> dict[str, str]:
    """What the README gives, and where the stand-in is."""
    token = cli.file("slack-token", slack.bot_token + "\n")
    return {"WRITETHRU_SLACK__TOKEN_FILE": token, "WRITETHRU_SLACK__BASE_URL": slack.base_url}


def doctor(cli: Cli, environ: Mapping[str, str], *options: str, settings: str = STEPS) -> tuple[int, Found]:
    """Exit code and findings."""
    words = ("doctor", "--json", "--config", cli.file("writethru.toml", settings), *options)
    done = CliRunner().invoke(root, words, env=dict(environ), prog_name="writethru")
    assert done.stderr == ""
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def failures(found: Found) -> list[tuple[str, str]]:
    return [(one["id"], one["what"]) for one in found if one["level"] == "fail"]


@pytest.mark.parametrize(
    ("variables", "settings", "line"),
    [
        ({"WRITETHRU_SLACK__TOKEN": "xoxp-1-2"}, STEPS, ("configuration", "Bot User OAuth Token")),
        ({"WRITETHRU_SLACK__TOKEN": "xapp-1-2"}, STEPS, ("configuration", "Bot User OAuth Token")),
        ({"WRITETHRU_SLACK__TOKEN": "xoxb-another"}, STEPS, ("token", "Slack does not know this token")),
        ({"WRITETHRU_SLACK__TOKEN_FILE": "/no/such/file"}, STEPS, ("configuration", "cannot be read")),
        ({"WRITETHRU_SLACK__TOKEN_FILE": "/dev/null"}, STEPS, ("configuration", "is empty")),
        ({"WRITETHRU_SLACK__TOKN_FILE": "/etc/hostname"}, STEPS, ("configuration", "did you mean 'token'")),
        ({}, STEPS.replace("C0ALERTS", "#alerts"), ("configuration", "is no channel id")),
        ({}, STEPS.replace("C0ALERTS", "C0OPEN"), ("channel C0OPEN", "/invite @writethru")),
        ({}, STEPS.replace("C0ALERTS", "G0SECRET"), ("channel G0SECRET", "invite the bot")),
        ({}, STEPS.replace("C0ALERTS", "C0OLD"), ("channel C0OLD", "archived")),
        ({}, STEPS.replace("channel =", "chanel ="), ("configuration", "did you mean 'channel'")),
        ({}, STEPS.replace("[[routes]]", "[[route]]"), ("configuration", "did you mean 'routes'")),
        ({}, STEPS.split("[[routes]]", maxsplit=1)[0], ("configuration", "without a route")),
    ],
)
def test_each_mistake_gets_a_line_that_says_what_to_do(
    slack: SlackStandIn, cli: Cli, variables: dict[str, str], settings: str, line: tuple[str, str]
) -> None:
    """By its own name, with exit code 1, and without the token; an archived channel shows only when something is posted."""
    name, advice = line
    environ = environment(slack, cli)
    if variables:  # they stand for the token's file
        environ = {"WRITETHRU_SLACK__BASE_URL": slack.base_url, **variables}
    code, found = doctor(cli, environ, *(["--post"] if name == "channel C0OLD" else []), settings=settings)
    told = [what for where, what in failures(found) if where == name]
    assert (code, any(advice in what for what in told)) == (1, True), found
    assert "xoxp-1-2" not in json.dumps(found)


def test_a_scope_that_is_missing_is_named_with_where_to_add_it(slack: SlackStandIn, cli: Cli) -> None:
    """Without posting it fails; without history it warns, for alerts go out all the same."""
    environ = environment(slack, cli)
    slack.token(scopes=["channels:history", "groups:history"])
    code, found = doctor(cli, environ, "--post")
    assert code == 1
    assert [where for where, _ in failures(found)] == ["scopes", "channel C0ALERTS"]
    assert all("chat:write" in what and "OAuth & Permissions" in what for _, what in failures(found))
    slack.token(scopes=["chat:write"])
    code, found = doctor(cli, environ)
    assert (code, failures(found)) == (0, [])
    assert [one["id"] for one in found if one["level"] == "warn" and "history" in one["what"]] == ["scopes", "channel C0ALERTS"]
