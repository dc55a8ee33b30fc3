"""The methods that say who we are, and that post, change and delete messages."""

from service.demo.slackd.methods import method
from service.demo.slackd.words import BOT, BOT_ID, ApiError, Args, Row, unfurl_flags
from service.demo.slackd.workspace import Workspace


@method("auth.test", "special")
async def auth_test(s: Workspace, a: Args) -> Row:
    team = s.data["team"]
    return {
        "url": f"https://{team['domain']}.example/",
        "team": team["name"],
        "team_id": team["id"],
        "user": "writethru",
        "user_id": BOT,
        "bot_id": BOT_ID,
        "app_id": s.data["app_id"],
        "is_enterprise_install": False,
    }


@method("chat.postMessage", "special", "chat:write")
async def post_message(s: Workspace, a: Args) -> Row:
    channel = s.channel(a.need("channel"), by_name=True, open_dm=True)
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if BOT not in channel["members"] and "chat:write.public" not in a.scopes:
        raise ApiError("not_in_channel")
    if channel.get("error"):
        raise ApiError(channel["error"])
    if any(a.get(k) for k in ("username", "icon_emoji", "icon_url")) and "chat:write.customize" not in a.scopes:
        raise ApiError("missing_scope", needed="chat:write.customize", provided=",".join(a.scopes))
    given, warnings = s.content(a)
    if not any(given.get(k) for k in ("blocks", "attachments")) and not given.get("text", "").strip():
        raise ApiError("no_text")
    s.throttle("workspace", s.settings["workspace_per_minute"] / 60, s.settings["workspace_per_minute"])
    s.throttle(f"post {channel['id']}", s.settings["channel_rate"], s.settings["channel_burst"])
    key = a.text("client_msg_id")
    record = (
        next((m for m in s.data["messages"] if key and m.get("client_msg_id") == key), None)
        if s.settings["honor_client_msg_id"]
        else None
    )
    extra: Row = {**({"client_msg_id": key} if key else {}), **({"broadcast": True} if a.flag("reply_broadcast") else {})}
    if record is None:
        record = s.store(
            channel,
            given,
            thread_ts=a.text("thread_ts"),
            unfurl=unfurl_flags(a),
            **extra,
        )
    return {
        "channel": channel["id"],
        "ts": record["ts"],
        "message": s.public(record),
        **({"warning": warnings[0]} if warnings else {}),
    }


def own(s: Workspace, a: Args, ts_name: str, denied: str) -> Row:
    channel = s.channel(a.need("channel"))
    record = s.message(channel["id"], a.need(ts_name))
    if record is None:
        raise ApiError("message_not_found")
    if record["user"] != BOT:
        raise ApiError(denied)
    if channel["is_archived"]:
        raise ApiError("is_archived" if denied != "cant_update_message" else "is_inactive")
    return record


@method("chat.update", "t3", "chat:write")
async def update_message(s: Workspace, a: Args) -> Row:
    record = own(s, a, "ts", "cant_update_message")
    if s.data["channels"][record["channel"]].get("edit_window_closed"):
        raise ApiError("edit_window_closed")
    given, _ = s.content(a, text_limit=4000)
    if not given or set(given) == {"metadata"}:
        raise ApiError("no_text")
    record["revisions"].append({k: record.get(k) for k in ("text", "blocks", "attachments", "metadata")} | {"at": s.new_ts()})
    if given.get("metadata") == {}:
        given.pop("metadata")
        record.pop("metadata", None)
    if "text" in given and "blocks" not in given:  # text alone replaces blocks; blocks alone leave the text
        record.pop("blocks", None)
        record["edited"] = {"user": BOT, "ts": s.new_ts()}
    record.update(given)
    return {"channel": record["channel"], "ts": record["ts"], "text": record["text"], "message": s.public(record)}


@method("chat.delete", "t3", "chat:write")
async def delete_message(s: Workspace, a: Args) -> Row:
    record = own(s, a, "ts", "cant_delete_message")
    record["deleted"] = True
    return {"channel": record["channel"], "ts": record["ts"]}


@method("chat.postEphemeral", "t4", "chat:write")
async def post_ephemeral(s: Workspace, a: Args) -> Row:
    channel = s.channel(a.need("channel"), by_name=True, member=True)
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if a.need("user") not in channel["members"]:
        raise ApiError("user_not_in_channel")
    given, _ = s.content(a, text_limit=40000)
    if not any(given.get(k) for k in ("text", "blocks", "attachments")):
        raise ApiError("no_text")
    ts = s.new_ts()
    s.data["ephemeral"].append({"channel": channel["id"], "user": a["user"], "ts": ts, "thread_ts": a.get("thread_ts"), **given})
    return {"message_ts": ts}


@method("chat.getPermalink", "special", json_ok=False)
async def permalink(s: Workspace, a: Args) -> Row:
    channel = s.channel(a.need("channel"))
    record = s.message(channel["id"], a.need("message_ts"))
    if record is None:
        raise ApiError("message_not_found")
    url = f"https://{s.data['team']['domain']}.example/archives/{channel['id']}/p{record['ts'].replace('.', '')}"
    root = record.get("thread_ts")
    return {
        "channel": channel["id"],
        "permalink": url + (f"?thread_ts={root}&cid={channel['id']}" if root and root != record["ts"] else ""),
    }
