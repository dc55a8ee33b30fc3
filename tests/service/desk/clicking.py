"""Clicks as people make them: on a button that stands on a message, with the value that it has there."""

import itertools
from typing import Any

from alerts.hands import Verb
from alerts.slack.buttons import read_value
from service.desk.actions import Acted, Around, perform
from service.store.hands import Click, take
from tests.service.flow.world import NOON, World
from tests.standins.notifier import Posted

ANA, BEN = ("U0ANA", "ana"), ("U0BEN", "ben")
_SERIAL = itertools.count(1)


def buttons(posted: Posted) -> dict[str, dict[str, Any]]:
    """What can be clicked on a message, by action; of several contradictions the first."""
    found: dict[str, dict[str, Any]] = {}
    for block in posted.message.blocks:
        if block["type"] == "actions":
            for element in block["elements"]:  # type: ignore[attr-defined]  # JSON
                found.setdefault(element["action_id"], element)
    return found


def click_of(posted: Posted, action: str, who: tuple[str, str] = ANA, *, key: str = "", **body: Any) -> Click:
    """The click on a button of a message as it stands now."""
    value = buttons(posted)[action]["value"]
    return valued(action, value, who, key=key, **body)


def valued(action: str, value: str, who: tuple[str, str] = ANA, *, key: str = "", **body: Any) -> Click:
    """The click on a button that has this value."""
    if value.startswith("H-"):
        hand, _, value = value.partition("|")
        body["hand"] = int(hand.removeprefix("H-"))
    root, targets, rivals = read_value(value) or (None, (), ())
    held = {"targets": [list(one) for one in targets], "rivals": [list(one) for one in rivals]}
    serial = key or f"click-{next(_SERIAL)}"
    return Click(key=serial, who=who[0], name=who[1], verb=Verb(action), at=NOON, root=root, body=held | body)


def do(one: World, click: Click) -> Acted:
    """Keep a click and act upon it."""
    kit = one.kit
    with kit.store.writing() as c:
        row = take(c, click)
    with kit.store.writing() as c:
        policy = kit.policy
        around = Around(now=one.times.now, hours=policy.hours, routes=policy.routes, reference=kit.reference)
        return perform(c, row.id, around)
