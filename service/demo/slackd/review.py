"""What a reader would see in a stored message, and what a reviewer would object to."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from service.demo.slackd import blockkit
from service.demo.slackd.words import Row

TOKEN = re.compile(r"<([^<>\n]+)>")
ENTITY_CUT = re.compile(r"&(?:a|am|amp|l|lt|g|gt)(?![a-z;])")
RAW_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
GITHUB_STYLE = re.compile(r"\*\*[^*\n]+\*\*|\[[^\]\n]+\]\(https?://")


def texts(message: Row) -> Iterator[tuple[str, str]]:
    """(kind, text) of every piece of text: mrkdwn, plain_text or markdown."""
    if message.get("text"):
        yield "mrkdwn", message["text"]
    for node in blockkit.walk([message.get("blocks") or [], message.get("attachments") or []]):
        if isinstance(node.get("text"), str):
            kind = node.get("type")
            yield kind if kind in ("mrkdwn", "markdown") else "plain_text", node["text"]


def mentions(message: Row) -> list[str]:
    """Everything in the message that pings somebody: <!channel>, <@U...>, <!subteam^...> or rich-text equivalents."""
    found = [
        t
        for kind, text in texts(message)
        if kind != "plain_text"
        for t in TOKEN.findall(text)
        if t[0] == "@" or (t[0] == "!" and not t.startswith("!date"))
    ]
    for node in blockkit.walk(message.get("blocks") or []):
        kind = node.get("type")
        if kind in ("broadcast", "user", "usergroup") and {"range", "user_id", "usergroup_id"} & set(node):
            found.append(f"!{node['range']}" if kind == "broadcast" else f"@{node.get('user_id') or node.get('usergroup_id')}")
    return found


def links(message: Row) -> list[list[str]]:
    pairs = [
        t.partition("|")[::2]
        for kind, text in texts(message)
        if kind == "mrkdwn"
        for t in TOKEN.findall(text)
        if "://" in t or t.startswith("mailto:")
    ]
    pairs += [
        (n["url"], n.get("text") if isinstance(n.get("text"), str) else (n.get("text") or {}).get("text", ""))
        for n in blockkit.walk(message.get("blocks") or [])
        if isinstance(n.get("url"), str)
    ]
    return [[url, label or url] for url, label in pairs]


def visible(kind: str, text: str) -> str:
    if kind != "mrkdwn":
        return text
    text = TOKEN.sub(lambda m: m[1].partition("|")[2] or m[1], text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def lint(message: Row) -> list[str]:
    notes = set()
    if message.get("blocks") and not message.get("text", "").strip():
        notes.add("no_text_fallback")
    for kind, text in texts(message):
        if kind != "mrkdwn":
            notes |= {"entity_in_plain_text"} if kind == "plain_text" and re.search(r"&(amp|lt|gt);", text) else set()
            continue
        bare = TOKEN.sub("", text)
        notes |= (
            {"cut_entity"}
            if ENTITY_CUT.search(text)
            else {"raw_ampersand"}
            if RAW_AMPERSAND.search(TOKEN.sub("", text))
            else set()
        )
        notes |= {"raw_angle_bracket"} if "<" in bare else set()
        notes |= {"double_escaped"} if re.search(r"&amp;(amp|lt|gt);", text) else set()
        notes |= {"github_markdown_in_mrkdwn"} if GITHUB_STYLE.search(text) else set()
    if any(
        m in ("!channel", "!here", "!everyone") or m.split("|")[0] in ("!channel", "!here", "!everyone")
        for m in mentions(message)
    ):
        notes.add("broadcast_mention")
    unfurl = message.get("unfurl") or {}
    if (
        links(message)
        and not all(unfurl.get(k) in (False, "0", "false") for k in ("unfurl_links", "unfurl_media"))
        and message.get("via") != "human"
    ):
        notes.add("unfurl_not_disabled")
    return sorted(notes)


def review(message: Row) -> Row:
    return {
        "mentions": mentions(message),
        "links": links(message),
        "lint": lint(message),
        "rendered": "\n".join(visible(kind, text) for kind, text in texts(message)),
    }


def fingerprint(message: Row) -> str:
    """Equal for two posts a reader could not tell apart: same place, text and blocks, ids and metadata left out."""

    def strip(node: Any) -> Any:
        if isinstance(node, dict):
            return {k: strip(v) for k, v in node.items() if k not in ("block_id", "action_id", "value")}
        return [strip(n) for n in node] if isinstance(node, list) else node

    parts = [
        message["channel"],
        message.get("thread_ts"),
        message.get("text"),
        strip(message.get("blocks")),
        strip(message.get("attachments")),
    ]
    if message.get("thread_ts") == message["ts"]:
        parts[1] = None
    return hashlib.sha1(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def transcript(data: Row, channel: str) -> str:
    """The channel as plain text, replies indented under their roots."""
    lines = []
    rows = [m for m in data["messages"] if not m["deleted"] and channel in ("", m["channel"])]
    for root in [m for m in rows if m.get("thread_ts") in (None, m["ts"])]:
        for m in [root] + [r for r in rows if r.get("thread_ts") == root["ts"] and r is not root]:
            indent = "" if m is root else "    "
            name = data["users"].get(m["user"], {}).get("name", m["user"])
            edits = f" (edited x{len(m['revisions'])})" if m["revisions"] else ""
            lines.append(f"{indent}[{m['channel']} {m['ts']}] {name}{edits}")
            lines += [f"{indent}  {line}" for line in review(m)["rendered"].splitlines()]
    return "\n".join(lines) + "\n"
