"""The methods for views, files and Socket Mode."""

import copy
import json
import time

from service.demo.slackd import blockkit
from service.demo.slackd.methods import method
from service.demo.slackd.words import BOT_ID, ApiError, Args, Row, invalid_arguments
from service.demo.slackd.workspace import Workspace


def checked_view(s: Workspace, a: Args, kind: str, keep: str = "") -> Row:
    view = a.struct("view", dict, "invalid_arguments")
    if view is None:
        raise invalid_arguments("missing required field: view")
    problems = [str(p) for p in blockkit.validate_view(view)]
    if not problems and view["type"] != kind:
        problems = [f"unsupported type: {view['type']} [json-pointer:/view/type]"]
    if problems:
        raise invalid_arguments(*problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > 250 * 1024:
        raise ApiError("view_too_large")
    external = view.get("external_id")
    if external and any(v.get("external_id") == external and v["id"] != keep for v in s.data["views"].values()):
        raise ApiError("duplicate_external_id")
    return copy.deepcopy(view)


def keep_view(s: Workspace, view: Row, view_id: str, user: str, **below: str | None) -> Row:
    """Store a view; ``root_view_id`` and ``previous_view_id`` where it stands on another."""
    s.fill_ids(view["blocks"])
    record = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view,
        "id": view_id,
        "team_id": s.data["team"]["id"],
        "user": user,
        "state": {"values": {}},
        "hash": s.new_ts(),
        "root_view_id": view_id,
        "previous_view_id": None,
        **below,
        "app_id": s.data["app_id"],
        "bot_id": BOT_ID,
    }
    s.data["views"][view_id] = record
    return {"view": record}


def spend_trigger(s: Workspace, a: Args) -> Row:
    trigger: Row | None = s.data["triggers"].get(a.text("trigger_id") or "")
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger["used"]:
        raise ApiError("exchanged_trigger_id")
    if time.time() - trigger["at"] > s.settings["trigger_ttl"]:
        raise ApiError("expired_trigger_id")
    trigger["used"] = True
    return trigger


@method("views.open", "t4")
async def open_view(s: Workspace, a: Args) -> Row:
    view = checked_view(s, a, "modal")
    return keep_view(s, view, s.new_id("V"), spend_trigger(s, a)["user"])


@method("views.push", "t4")
async def push_view(s: Workspace, a: Args) -> Row:
    view, trigger = checked_view(s, a, "modal"), spend_trigger(s, a)
    below = s.data["views"].get(trigger.get("view_id", ""))
    if below is None:
        raise ApiError("not_found")
    if sum(v["root_view_id"] == below["root_view_id"] for v in s.data["views"].values()) >= 3:
        raise ApiError("push_limit_reached")
    return keep_view(s, view, s.new_id("V"), trigger["user"], root_view_id=below["root_view_id"], previous_view_id=below["id"])


@method("views.update", "t4")
async def update_view(s: Workspace, a: Args) -> Row:
    if bool(a.get("view_id")) == bool(a.get("external_id")):
        raise invalid_arguments(
            "Cannot provide both `view_id` and `external_id`" if a.get("view_id") else "missing required field: view_id"
        )
    old = next(
        (
            v
            for v in s.data["views"].values()
            if a.get("view_id") == v["id"] or (a.get("external_id") and a["external_id"] == v["external_id"])
        ),
        None,
    )
    if old is None or old["type"] != "modal":
        raise ApiError("not_found")
    view = checked_view(s, a, "modal", old["id"])
    if a.get("hash") and a["hash"] != old["hash"]:
        raise ApiError("hash_conflict")
    return keep_view(s, view, old["id"], old["user"], root_view_id=old["root_view_id"], previous_view_id=old["previous_view_id"])


@method("views.publish", "t4")
async def publish_view(s: Workspace, a: Args) -> Row:
    user = a.need("user_id")
    if user not in s.data["users"]:
        raise invalid_arguments("invalid `user_id`")
    if not s.settings["home_tab"]:
        raise ApiError("not_enabled")
    view_id = f"VHOME{user}"
    view, old = checked_view(s, a, "home", view_id), s.data["views"].get(view_id)
    if a.get("hash") and old and a["hash"] != old["hash"]:
        raise ApiError("hash_conflict")
    return keep_view(s, view, view_id, user)


@method("blocks.validate", "special", token="bot")
async def blocks_validate(s: Workspace, a: Args) -> Row:
    if sum(a.get(k) is not None for k in ("blocks", "message", "view")) != 1:
        raise ApiError(
            "invalid_arguments", response_metadata={"messages": ["must provide exactly one of `blocks`, `view`, or `message`"]}
        )
    if a.get("view") is not None:
        kind, found = "view", blockkit.validate_view(a.struct("view", dict, "invalid_view"), "")
    else:
        kind = "blocks" if a.get("blocks") is not None else "message"
        value = a.struct(kind, list if kind == "blocks" else dict, f"invalid_{kind}") or {}
        found = blockkit.validate_blocks(
            value or [] if kind == "blocks" else value.get("blocks", []), "message", "" if kind == "blocks" else "/blocks"
        )
    if found:
        raise ApiError(
            f"invalid_{kind}", errors=[{"pointer": p.pointer, "code": "failed_constraint", "message": p.message} for p in found]
        )
    return {}


@method("files.getUploadURLExternal", "t4", "files:write", json_ok=False)
async def upload_url(s: Workspace, a: Args) -> Row:
    length = a.number("length", 0, 1, 10**9, "invalid_arguments")
    file_id = s.new_id("F")
    s.data["files"][file_id] = {
        "id": file_id,
        "name": a.need("filename"),
        "length": length,
        "alt_txt": a.get("alt_txt"),
        "state": "waiting",
    }
    return {"upload_url": f"{s.base}/upload/{file_id}", "file_id": file_id}


@method("files.completeUploadExternal", "t4", "files:write")
async def complete_upload(s: Workspace, a: Args) -> Row:
    wanted = [f for f in a.struct("files", list, "invalid_arguments") or [] if isinstance(f, dict)]
    records = [s.data["files"].get(str(f.get("id"))) for f in wanted]
    if not records or any(r is None or r["state"] != "uploaded" for r in records):
        raise ApiError("file_not_found")
    targets = [t for t in [a.text("channel_id"), *(a.text("channels") or "").split(",")] if t]
    channels = [s.channel(t, member=True, open_dm=True) for t in targets]
    for record, item in zip(records, wanted, strict=True):
        record.update(state="complete", title=item.get("title", record["name"]))
    files = [{k: r.get(k) for k in ("id", "name", "title", "alt_txt")} for r in records]
    for channel in channels:
        s.store(channel, {"text": a.text("initial_comment") or "", "files": files}, via="files", thread_ts=a.text("thread_ts"))
    return {"files": files}


@method("apps.connections.open", "t3", "connections:write", token="app")
async def connections_open(s: Workspace, a: Args) -> Row:
    return {"url": s.ticket()}
