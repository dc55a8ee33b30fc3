"""A modal sent: what its inputs say, and what the application's answer does to it."""

from typing import Any

from service.demo.slackd import blockkit
from service.demo.slackd.gestures import SELECTED, chosen
from service.demo.slackd.words import Row
from service.demo.slackd.workspace import Workspace


class Modals:
    def __init__(self, server: Workspace) -> None:
        self.server = server

    @property
    def data(self) -> Row:
        return self.server.data

    def filled(self, block: Row, value: Any) -> Row:
        """What an input block says when the modal is sent; refuses what Slack's client would not send."""
        element, block_id = block["element"], block["block_id"]
        if value in (None, "", []):
            option = element.get("initial_option") or {}
            value = element.get("initial_value") or option.get("value") or element.get("initial_user")
        if value in (None, "", []):
            if not block.get("optional"):
                raise ValueError(f"required input {block_id!r} is empty: Slack's client would not submit")
            return {SELECTED.get(element["type"], "value"): None}
        if isinstance(value, str) and not element.get("min_length", 0) <= len(value) <= element.get("max_length", 3000):
            raise ValueError(f"input {block_id!r} breaks its length limits")
        return chosen(element, value)

    def submitted(self, view: Row, ack: Row) -> Row:
        """What the application's answer does to the modal."""
        action, values = ack.get("response_action"), view["state"]["values"]
        if action is None:
            return {"closed": self.data["views"].pop(view["id"])["id"]}
        if action == "clear":
            for key in [k for k, v in self.data["views"].items() if v["root_view_id"] == view["root_view_id"]]:
                del self.data["views"][key]
            return {"cleared": True}
        if action == "errors":
            unknown = set(ack.get("errors") or {}) - set(values)
            wrong = f"unknown block_ids {sorted(unknown)}" if unknown or not ack.get("errors") else ""
            return {"errors": ack.get("errors"), "trouble": wrong}
        known = action in ("update", "push")
        problems = [str(p) for p in blockkit.validate_view(ack.get("view"))] if known else [f"unknown response_action {action}"]
        if problems:
            return {"trouble": "We had some trouble connecting. Try again?", "problems": problems}
        key = view["id"] if action == "update" else self.server.new_id("V")
        self.server.fill_ids(ack["view"]["blocks"])
        kept = {**view, "state": {"values": {}}}
        self.data["views"][key] = {**kept, **ack["view"], "id": key, "hash": self.server.new_ts()}
        return {action: key}
