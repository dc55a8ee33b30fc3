"""What is held and summed up instead of being told one by one: pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from alerts.delivery import Message
from alerts.model import ArticleMark
from watchers.claims.model import Notice, NoticeKind

_ADDRESS = re.compile(r"https?://[^\s|<>]{1,2900}")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
_ENTITY = re.compile(r"&(?:amp;)*(amp|lt|gt);")
"""The three that Slack knows, once or more often."""
_FALLBACK = 160
"""Characters of the text that a lock screen shows."""

_LEARNED = {
    "en": "Learned {outlet}: {articles} articles read in silence, {facts} facts known from them. From now on news alerts.",
    "fr": "{outlet} : {articles} articles lus en silence, {facts} faits connus. Désormais, toute nouveauté alerte.",
}


def learned(*, key: str, outlet: str, articles: int, facts: int, language: str) -> Message:
    """One line after the first poll of a feed, which is read and judged without alerts.

    ``outlet`` is foreign text: it stands in a rich text span, and in the fallback with Slack's three characters escaped.
    """
    line = _LEARNED[language].format(outlet=_one_line(outlet), articles=articles, facts=facts)
    return _line(key, "learned", line, language)


_TAKEN_BACK = {
    (
        "en",
        NoticeKind.RETRACTION,
    ): "Retracted: {outlet} has taken back “{title}” ({url}), told here. It says: “{quote}”",
    ("en", NoticeKind.CORRECTION): "Corrected: {outlet} no longer says what was told here from “{title}” ({url}): “{quote}”",
    ("fr", NoticeKind.RETRACTION): "Rétractation : {outlet} a retiré « {title} » ({url}), signalé ici. On y lit : « {quote} »",
    (
        "fr",
        NoticeKind.CORRECTION,
    ): "Rectificatif : {outlet} ne dit plus ce qui est signalé ici de « {title} » ({url}) : « {quote} »",
}


def retracted(*, key: str, told: ArticleMark, taken: Notice, language: str) -> Message:
    """One line where an alert stands whose outlet has taken it back, in a notice on the article, with the outlet's own words."""
    kind = NoticeKind.RETRACTION if taken.kind is NoticeKind.RETRACTION else NoticeKind.CORRECTION
    words = {"outlet": _one_line(told.outlet), "title": _one_line(told.title, 200), "quote": _one_line(taken.quote, 300)}
    line = _TAKEN_BACK[language, kind].format(url=told.url, **words)
    return _line(key, "retracted", line, language)


_SHADOWED = {
    "en": ("In silence until now, {of}: {n} alerts were held back.", "In silence until now, {of}: nothing would have alerted."),
    "fr": ("À l’essai jusqu’ici, {of} : {n} alertes retenues.", "À l’essai jusqu’ici, {of} : rien n’aurait alerté."),
}
_MORE = {"en": "and {n} more: see `writethru why` on each article", "fr": "et {n} de plus : voir `writethru why`"}
_LISTED = 20
"""Held alerts that a digest names one by one."""


def shadowed(*, key: str, of: str, held: Sequence[tuple[str, str]], language: str) -> Message:
    """The one digest at the end of a shadow: every alert that was held back, as (its line, its address)."""
    some, none = _SHADOWED[language]
    head = (some if held else none).format(of=_one_line(of, 200), n=len(held))
    told = _line(key, "shadow", head, language)
    if not held:
        return told
    shown = [(_one_line(line, 300), url) for line, url in held[:_LISTED]]
    more = [_MORE[language].format(n=len(held) - _LISTED)] if len(held) > _LISTED else []
    items = [[{"type": "text", "text": f"{line} "}, *_link(url)] for line, url in shown]
    items += [[{"type": "text", "text": line}] for line in more]
    bullets = [{"type": "rich_text_section", "elements": spans} for spans in items]
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": head}]}
    listed = {"type": "rich_text_list", "style": "bullet", "elements": bullets}
    lines = [f"- {line} {url}" for line, url in shown] + [f"- {line}" for line in more]
    return replace(
        told,
        blocks=({"type": "rich_text", "block_id": f"{key}:shadow", "elements": [section, listed]},),
        plain="\n".join((head, *lines)),
    )


def _link(url: str) -> list[dict[str, object]]:
    safe = _ADDRESS.fullmatch(url)
    return [{"type": "link", "url": url, "text": url[:300]}] if safe else []


def _line(key: str, kind: str, line: str, language: str) -> Message:
    """A message of one line. Foreign text stands in a rich text span, and in the fallback with Slack's characters escaped."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": line}]}
    # parted as in every fallback: another system's markup would be linted, and is no markup of ours
    parted = line.replace("**", "*\u200a*").replace("](", "] (")
    escaped = parted.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Message(
        key=key,
        kind=kind,
        text=escaped if len(escaped) <= _FALLBACK else escaped[: _FALLBACK - 1].rpartition(" ")[0] + "…",
        blocks=({"type": "rich_text", "block_id": f"{key}:{kind}", "elements": [section]},),
        plain=line,
        language=language,
    )


def _one_line(text: str, longest: int = 80) -> str:
    shown = "".join(char if char.isprintable() else " " for char in text)
    # decoded, for nothing of ours decodes them later, and escaped again they would be entities twice
    return " ".join(_ENTITY.sub(lambda found: _SIGNS[found[1]], shown).split())[:longest]
