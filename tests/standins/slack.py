"""The strict Slack stand-in as a child process, with its control plane as plain synchronous calls.

with running_slack(state=tmp_path / "slack.json") as slack:
    slack.settings(rate_limits=False)
    slack.faults({"kind": "drop", "match": "chat.postMessage"})
    ... slack.base_url, slack.bot_token ...
    assert slack.roots("C0ALERTS") == []

Channels that exist from the start: C0ALERTS, C0DIGEST (the bot is a member), C0OPEN (public, not a member), C0OLD (archived),
G0DESK (private, member), G0SECRET (private, unseen). ``service/demo/slackd/server.py`` lists the faults and the settings.
"""

import contextlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, Any]


@dataclass(kw_only=True)
class SlackStandIn:
    """Where the running stand-in answers, and what a test may ask or change."""

    base_url: str
    """What ``[slack] base_url`` takes; ends with ``/api/``."""
    bot_token: str
    app_token: str
    signing_secret: str
    webhook_url: str
    control: str
    """Address of the control plane; GET it for the list of what it knows."""
    port: int
    process: subprocess.Popen[str] = field(repr=False)

    def ask(self, path: str, body: object = None, verb: str | None = None) -> Any:
        """One call of the control plane: GET without a body, POST with one."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.control}/{path}", data, headers, method=verb or ("POST" if data else "GET"))
        with urllib.request.urlopen(request, timeout=20) as answer:
            raw = answer.read().decode()
            return json.loads(raw) if "json" in answer.headers["Content-Type"] else raw

    def api(self, method: str, arguments: Mapping[str, object], token: str | None = None) -> Row:
        """One call of the Web API in JSON, as a plain client would make it; raises ``urllib.error.HTTPError`` for 429 and 5xx."""
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {token or self.bot_token}"}
        request = urllib.request.Request(self.base_url + method, json.dumps(dict(arguments)).encode(), headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: Row = json.loads(answer.read())
            return found

    def messages(self, channel: str = "", *, deleted: bool = False) -> list[Row]:
        """What stands in ``channel`` (everywhere without one), oldest first, each with ``mentions, links, lint, rendered``."""
        rows: list[Row] = self.ask(f"messages?channel={channel}" + ("&include=deleted" if deleted else ""))["messages"]
        return rows

    def roots(self, channel: str = "") -> list[Row]:
        """Messages that are no thread replies."""
        return [row for row in self.messages(channel) if row.get("thread_ts") in (None, row["ts"])]

    def replies(self, channel: str = "") -> list[Row]:
        """Thread replies alone."""
        return [row for row in self.messages(channel) if row.get("thread_ts") not in (None, row["ts"])]

    def duplicates(self, channel: str = "") -> list[list[str]]:
        """Groups of timestamps of messages that a reader could not tell apart."""
        groups: list[list[str]] = self.ask(f"messages?channel={channel}")["duplicates"]
        return groups

    def transcript(self, channel: str = "") -> str:
        """The channel as plain text, replies indented."""
        return str(self.ask(f"transcript?channel={channel}"))

    def faults(self, *faults: Mapping[str, object]) -> None:
        """Queue ``{"kind": ..., "match": "chat.postMessage", "count": 1, "after": 0, "channel": ..., "seconds": ...}``."""
        self.ask("faults", [dict(fault) for fault in faults])

    def clear_faults(self) -> None:
        self.ask("faults", verb="DELETE")

    def settings(self, **values: object) -> None:
        """Change settings of the running stand-in, ``rate_limits=False`` for instance."""
        self.ask("settings", values)

    def channel(self, identity: str, **values: object) -> None:
        """Change or create a channel: ``is_archived=True``, ``error="..."``, ``members=[...]``."""
        self.ask("channels", {"id": identity, **values})

    def token(self, **values: object) -> None:
        """Change the bot's token: ``state="revoked"``, ``scopes=[...]``."""
        self.ask("tokens", {"id": self.bot_token, **values})

    def calls(self) -> list[Row]:
        """Every call so far: ``target, channel, status, ok, error, fault``."""
        rows: list[Row] = self.ask("calls")
        return rows

    def reset(self) -> None:
        """As freshly started."""
        self.ask("reset", {})


@contextlib.contextmanager
def running_slack(*, state: Path | None = None, port: int = 0) -> Iterator[SlackStandIn]:
    """Start the stand-in on loopback; it keeps its workspace in ``state`` over restarts, where given."""
    command = [sys.executable, "-m", "service.demo.slackd", "--port", str(port), *(["--state", str(state)] if state else [])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield SlackStandIn(process=process, **json.loads(process.stdout.readline()))
        finally:
            _stop(process)


def _stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
