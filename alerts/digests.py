"""What is held and summed up instead of being told one by one: pure."""

from alerts.model import Message

_LEARNED = {
    "en": "Learned {outlet}: {articles} articles read in silence, {facts} facts known from them. From now on news alerts.",
    "fr": "{outlet} : {articles} articles lus en silence, {facts} faits connus. Désormais, toute nouveauté alerte.",
}


def learned(*, key: str, outlet: str, articles: int, facts: int, language: str) -> Message:
    """One line after the first poll of a feed, which is read and judged without alerts.

    ``outlet`` is foreign text: it stands in a rich text span, and in the fallback with Slack's three characters escaped.
    """
    line = _LEARNED[language].format(outlet=_one_line(outlet), articles=articles, facts=facts)
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": line}]}
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Message(
        key=key,
        kind="learned",
        text=escaped,
        blocks=({"type": "rich_text", "block_id": f"{key}:learned", "elements": [section]},),
        plain=line,
    )


def _one_line(outlet: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in outlet).split())[:80]
