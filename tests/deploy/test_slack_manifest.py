"""The manifest holds what the code hears and asks for, and nothing beside."""

import ast
from pathlib import Path
from typing import Any

import yaml

from service.demo.slackd.methods import METHODS
from service.demo.slackd.server import ROOMS
from service.desk.commands import WORDS
from service.desk.slack import COMMAND, WHY, Ears

ROOT = Path(__file__).resolve().parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "deploy/slack-manifest.yaml").read_text(encoding="utf-8"))
DOORS = ("alerts/slack/notifier.py", "service/desk/slack.py")
NEEDS = {
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "conversations.open": {"im:write"},
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "auth.test": set(),
    "apps.connections.open": set(),  # of the app-level token: connections:write
    "views.open": set(),
    "views.publish": set(),
}
"""Scopes of a bot token by method, from Slack's method pages."""


class Recorder:
    """Stands for slack_bolt's app and writes down what is registered."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def __getattr__(self, kind: str) -> Any:
        def register(what: Any) -> Any:
            self.heard.append((kind, what if isinstance(what, str) else what.pattern))
            return lambda handler: handler

        return register


def heard() -> list[tuple[str, str]]:
    recorder, desk = Recorder(), Recorder()
    Ears(desk=desk, app=recorder).register()  # type: ignore[arg-type]  # both only stand for the real ones
    return recorder.heard


def called() -> set[str]:
    """Every method of the Web API that the code calls."""
    found = set()
    for door in DOORS:
        for node in ast.walk(ast.parse((ROOT / door).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                found |= {method for method in METHODS if _bare(method) == _bare(node.func.attr)}
    return found


def _bare(name: str) -> str:
    """``chat.postMessage`` and ``chat_postMessage`` are one."""
    return name.replace(".", "").replace("_", "").lower()


def test_every_command_shortcut_and_event_is_in_the_manifest_and_none_beside() -> None:
    """What is registered with slack_bolt is what the app declares."""
    kinds = {kind for kind, _ in heard()}
    assert kinds == {"action", "view", "command", "message_shortcut", "options", "event"}
    assert {name for kind, name in heard() if kind == "command"} == {COMMAND}
    assert [one["command"] for one in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    shortcuts = [(one["type"], one["callback_id"]) for one in MANIFEST["features"]["shortcuts"]]
    assert shortcuts == [("message", name) for kind, name in heard() if kind == "message_shortcut"] == [("message", WHY)]
    events = [name for kind, name in heard() if kind == "event"]
    assert MANIFEST["settings"]["event_subscriptions"]["bot_events"] == events
    assert MANIFEST["settings"]["interactivity"]["is_enabled"]
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"]


def test_scopes_are_those_of_the_methods_that_are_called() -> None:
    """Each is needed by a method, or by a command; no method needs another."""
    assert ROOMS
    methods = called()
    assert methods == set(NEEDS)
    wanted = set().union(*(NEEDS[name] for name in methods)) | {"commands"}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == wanted


def test_texts_keep_slacks_limits() -> None:
    """Name 35, description 140, command 32, hint 1,000, shortcut 24; the hint names words that there are."""
    shown = MANIFEST["display_information"]
    (command,), (shortcut,) = (MANIFEST["features"][kind] for kind in ("slash_commands", "shortcuts"))
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(command["command"]) <= 32
    assert len(command["usage_hint"]) <= 1000
    assert len(shortcut["name"]) <= 24
    assert {part.split()[0] for part in command["usage_hint"].split(" | ")} <= set(WORDS)
