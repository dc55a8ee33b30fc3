"""The README's way to Slack, step by step, on the manifest's scopes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.standins.newsroom import Story, running_newsroom
from tests.standins.slack import ROOT, SlackStandIn
from tests.tools.daemons import daemon, until

STEPS = """
[fetching]
contact = "desk@your-newsroom.org"

[[routes]]
channel = "C0ALERTS"
language = "en"
"""
"""The file of the README's fourth step, with a channel of the stand-in."""
INTRANET = 'allow = ["127.0.0.0/8"]\nports = [0]\n'
OLD, NEW = (
    Story(
        slug=slug,
        title=f"Llama at {agency}",
        text=f"The {agency} uses Meta’s Llama, officials said. Nothing was said about what it costs to run it.",
        published=datetime(2026, 1, day, tzinfo=UTC),
        lang="en",
    )
    for day, slug, agency in ((2, "state", "U.S. Department of State"), (3, "energy", "U.S. Department of Energy"))
)


@pytest.fixture
def slack(workspace: SlackStandIn) -> SlackStandIn:
    """As freshly set up by the manifest: its scopes and no other."""
    workspace.reset()
    workspace.token(scopes=granted())
    return workspace


def granted() -> list[str]:
    manifest = yaml.safe_load((ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8"))
    found: list[str] = manifest["oauth_config"]["scopes"]["bot"]
    return found


def environment(slack: SlackStandIn, folder: Path, **more: str) -> dict[str, str]:
    """What the README's fifth step gives, and where the stand-in is."""
    path = {key: value for key, value in os.environ.items() if not key.startswith("WRITETHRU_")} | {"PYTHONPATH": str(ROOT)}
    path |= {"WRITETHRU_READING__NER": "false"}  # spaCy takes seconds to load, and names here are listed
    token = folder / "slack-token"
    token.write_text(slack.bot_token + "\n", encoding="utf-8")
    app_token = folder / "slack-app-token"
    app_token.write_text(slack.app_token + "\n", encoding="utf-8")
    given = {"WRITETHRU_SLACK__TOKEN_FILE": str(token), "WRITETHRU_SLACK__APP_TOKEN_FILE": str(app_token)}
    return path | given | {"WRITETHRU_SLACK__BASE_URL": slack.base_url} | more


def doctor(folder: Path, environ: Mapping[str, str], *options: str, settings: str = STEPS) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and findings."""
    (folder / "writethru.toml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "service", "doctor", "--json", *options]
    done = subprocess.run(command, cwd=folder, env=dict(environ), capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def failures(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["id"], one["what"]) for one in found if one["level"] == "fail"]


def test_the_five_steps_lead_to_an_alert(slack: SlackStandIn, tmp_path: Path) -> None:
    """The check is clean, its test message stands in the channel, the daemon posts what a feed brings and hears a click on it."""
    environ = environment(slack, tmp_path)
    code, found = doctor(tmp_path, environ, "--post")
    assert (code, failures(found)) == (0, [])
    assert [message["text"] for message in slack.messages("C0ALERTS")] == ["Test from Writethru: alerts will appear here"]
    with running_newsroom() as newsroom:
        newsroom.publish(OLD)
        feed = f'[[feeds]]\nurl = "{newsroom.feed_url}"\nevery = "1s"\n'
        settings = STEPS.replace("[fetching]\n", f"[fetching]\n{INTRANET}")
        (tmp_path / "writethru.toml").write_text('watchlist = "none"\n' + settings + feed, encoding="utf-8")
        environ |= {"WRITETHRU_STORE__URL": f"sqlite:///{tmp_path}/writethru.db", "WRITETHRU_HEALTH__LISTEN": ""}
        with daemon(tmp_path / "writethru.toml", environ=environ) as running:
            until(lambda: len(slack.messages("C0ALERTS")) == 2)  # the first poll is read in silence and summed up in one line
            newsroom.publish(NEW)
            until(lambda: len(slack.messages("C0ALERTS")) == 3)
            alert = slack.messages("C0ALERTS")[-1]
            click = {"kind": "block_actions", "channel": "C0ALERTS", "ts": alert["ts"], "action_id": "confirm"}
            until(lambda: slack.ask("simulate", click).get("acked"))
            until(lambda: "Confirmed by ana" in str(slack.messages("C0ALERTS")[-1]["blocks"]))
            assert running.stop()[0] == 0
    assert "missing_scope" not in {call["error"] for call in slack.calls()}
