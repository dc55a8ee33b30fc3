"""The human side of slackd: clicks, slash commands, modal submissions and events."""

import random
import time
from collections.abc import Callable
from typing import Any

from service.demo.slackd import blockkit
from service.demo.slackd.checks import Problem, array
from service.demo.slackd.elements import MENU_OPTION, OPTION_GROUP
from service.demo.slackd.gestures import KINDS, chosen
from service.demo.slackd.modals import Modals
from service.demo.slackd.replies import Replies
from service.demo.slackd.wires import Wires
from service.demo.slackd.words import Row
from service.demo.slackd.workspace import Workspace

Finish = Callable[[Row], Row]
"""What becomes of the application's answer."""
Act = tuple[str, Row, Finish | None]
"""The envelope's type, its payload, and what happens when it is answered."""


class People:
    def __init__(self, server: Workspace, wires: Wires, replies: Replies) -> None:
        self.server, self.wires, self.replies, self.modals = server, wires, replies, Modals(server)

    @property
    def data(self) -> Row:
        return self.server.data

    # ------------------------------------------------------------ what a person does
    def trigger(self, user: str, view_id: str = "") -> str:
        trigger = f"{random.randrange(10**12)}.{random.randrange(10**12)}.{random.getrandbits(64):x}"
        self.data["triggers"][trigger] = {"at": time.time(), "used": False, "user": user, "view_id": view_id}
        return trigger

    async def simulate(self, spec: Row) -> Row:
        kind = spec.get("kind", "")
        build = getattr(self, f"do_{kind}", None)
        if build is None:
            return {"error": f"unknown kind; one of {sorted(KINDS)}"}
        user = spec.get("user", "U0REPORTER")
        person, team = self.data["users"].get(user), self.data["team"]
        if person is None:
            return {"error": "no such user"}
        common = {
            "api_app_id": self.data["app_id"],
            "token": "verification-token",
            "is_enterprise_install": False,
            "enterprise": None,
            "team": {"id": team["id"], "domain": team["domain"]},
            "user": {"id": user, "name": person["name"], "username": person["name"], "team_id": team["id"]},
        }
        try:
            envelope, payload, finish = build(spec, user, common)
        except (KeyError, LookupError, ValueError) as e:
            return {"error": f"{type(e).__name__}: {e}"}
        result = await self.wires.deliver(envelope, payload, spec)
        result |= {k: payload[k] for k in ("trigger_id", "response_url") if payload.get(k)}
        if result["acked"] and finish:
            result["effect"] = finish(result.get("ack") or {})
        self.data["interactions"].append({"kind": kind, "user": user, **{k: v for k, v in result.items() if k != "ack"}})
        return result

    def place(self, spec: Row) -> tuple[Row, list[Any], Row]:
        """Where a click lands: (the payload's place, its blocks, where a response goes)."""
        if "view_id" in spec:
            view = self.data["views"][spec["view_id"]]
            return {"container": {"type": "view", "view_id": view["id"]}, "view": view}, view["blocks"], {}
        record = self.server.message(spec["channel"], spec["ts"])
        if record is None:
            raise LookupError("no such message")
        channel = self.data["channels"][record["channel"]]
        thread = {"thread_ts": record["thread_ts"]} if record.get("thread_ts") else {}
        container = {"type": "message", "message_ts": record["ts"], "channel_id": channel["id"], "is_ephemeral": False, **thread}
        blocks = list(record.get("blocks") or []) + [b for att in record.get("attachments") or [] for b in att.get("blocks", [])]
        return (
            {
                "container": container,
                "channel": {"id": channel["id"], "name": channel["name"]},
                "message": self.server.public(record),
                "state": {"values": {}},
            },
            blocks,
            {"channel": channel["id"], "ts": record["ts"]},
        )

    def element(self, blocks: list[Any], spec: Row) -> tuple[Row, str]:
        for top in blocks:
            for node in blockkit.walk(top):
                if node.get("action_id") == spec["action_id"] and spec.get("block_id", top["block_id"]) == top["block_id"]:
                    return node, top["block_id"]
        raise LookupError(f"no element with action_id {spec['action_id']!r}")

    def do_block_actions(self, spec: Row, user: str, common: Row) -> Act:
        place, blocks, target = self.place(spec)
        element, block_id = self.element(blocks, spec)
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block_id,
            "action_ts": self.server.new_ts(),
        }
        if element["type"] in ("button", "workflow_button"):
            action |= {k: element[k] for k in ("text", "value", "style", "url") if k in element}
        else:
            action |= chosen(element, spec["selected"])
        payload = {
            "type": "block_actions",
            **common,
            **place,
            "actions": [action],
            "trigger_id": self.trigger(user, spec.get("view_id", "")),
        }
        if target:
            payload["response_url"] = self.replies.response_url(user=user, **target)
        return "interactive", payload, None

    def do_block_suggestion(self, spec: Row, user: str, common: Row) -> Act:
        place, blocks, _ = self.place(spec)
        element, block_id = self.element(blocks, spec)
        payload = {
            "type": "block_suggestion",
            **common,
            **place,
            "action_id": element["action_id"],
            "block_id": block_id,
            "value": spec.get("value", ""),
        }

        def finish(ack: Row) -> Row:
            checker = array(MENU_OPTION, 100, 0) if "options" in ack else array(OPTION_GROUP, 100, 0)
            out: list[Problem] = []
            checker(ack.get("options", ack.get("option_groups")), "/options", out)
            return {"problems": [str(p) for p in out]}

        return "interactive", payload, finish

    def do_slash(self, spec: Row, user: str, common: Row) -> Act:
        channel = self.data["channels"][spec.get("channel", "C0ALERTS")]
        payload = {
            "token": "verification-token",
            "team_id": self.data["team"]["id"],
            "team_domain": self.data["team"]["domain"],
            "channel_id": channel["id"],
            "channel_name": channel["name"],
            "user_id": user,
            "user_name": common["user"]["name"],
            "command": spec["command"],
            "text": spec.get("text", ""),
            "api_app_id": self.data["app_id"],
            "is_enterprise_install": "false",
            "trigger_id": self.trigger(user),
            "response_url": self.replies.response_url(user=user, channel=channel["id"]),
        }

        def finish(ack: Row) -> Row:
            return self.replies.say(ack, {"user": user, "channel": channel["id"]}) if ack else {}

        return "slash_commands", payload, finish

    def do_shortcut(self, spec: Row, user: str, common: Row) -> Act:
        return (
            "interactive",
            {
                "type": "shortcut",
                **common,
                "callback_id": spec["callback_id"],
                "action_ts": self.server.new_ts(),
                "trigger_id": self.trigger(user),
            },
            None,
        )

    def do_message_action(self, spec: Row, user: str, common: Row) -> Act:
        place, _, target = self.place(spec)
        return (
            "interactive",
            {
                "type": "message_action",
                **common,
                "callback_id": spec["callback_id"],
                "channel": place["channel"],
                "message": place["message"],
                "message_ts": spec["ts"],
                "action_ts": self.server.new_ts(),
                "trigger_id": self.trigger(user),
                "response_url": self.replies.response_url(user=user, **target),
            },
            None,
        )

    def do_event(self, spec: Row, user: str, common: Row) -> Act:
        event = {"event_ts": self.server.new_ts(), **spec["event"]}
        return (
            "events_api",
            {
                "type": "event_callback",
                "token": "verification-token",
                "team_id": self.data["team"]["id"],
                "api_app_id": self.data["app_id"],
                "event": event,
                "event_id": self.server.new_id("Ev"),
                "event_time": int(time.time()),
                "authorizations": [{"team_id": self.data["team"]["id"], "user_id": "U0BOT", "is_bot": True}],
            },
            None,
        )

    def do_view_closed(self, spec: Row, user: str, common: Row) -> Act:
        view = self.data["views"].pop(spec["view_id"])
        return "interactive", {"type": "view_closed", **common, "view": view, "is_cleared": False}, None

    def do_view_submission(self, spec: Row, user: str, common: Row) -> Act:
        view = self.data["views"][spec["view_id"]]
        given = dict(spec.get("values", {}))
        values: dict[str, Row] = {}
        for block in (block for block in view["blocks"] if block["type"] == "input"):
            element, block_id = block["element"], block["block_id"]
            says = {"type": element["type"], **self.modals.filled(block, given.pop(block_id, None))}
            values[block_id] = {element["action_id"]: says}
        if given:
            raise KeyError(f"no such input blocks: {sorted(given)}")
        sent = {**view, "state": {"values": values}}
        payload = {
            "type": "view_submission",
            **common,
            "trigger_id": self.trigger(user, view["id"]),
            "response_urls": [],
            "view": sent,
        }
        return "interactive", payload, lambda ack: self.modals.submitted(sent, ack)
