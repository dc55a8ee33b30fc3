"""What stands where a feed should be: a page, a question for consent, a login, a check for robots. Pure; run it confined."""

import re
from typing import Final

from watchers.errors import Replaced
from watchers.model import Document
from watchers.reading.body import visible_text
from watchers.reading.decode import decode
from watchers.reading.page import parse
from watchers.reading.text import small
from watchers.reading.visible import prune
from watchers.reading.wordings import CHECKS, CONSENT

_LITTLE: Final = 2400
"""Characters: a page with more to say than this is one, whatever its banners ask."""
_LOOKED_AT: Final = 400_000
"""Bytes."""
_PASSWORD: Final = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password""", re.IGNORECASE)
_CHALLENGE: Final = re.compile(
    rb"/cdn-cgi/challenge-platform|cf-browser-verification|g-recaptcha|h-captcha|hcaptcha\.com|captcha-delivery\.com|_Incapsula_Resource"
    rb"|px-captcha|awswaf|turnstile",
    re.IGNORECASE,
)


def replaced_by(document: Document) -> Replaced:
    """What the page is; ``PAGE`` where nothing tells."""
    source = document.body[:_LOOKED_AT]
    page = parse(decode(source, document.charset).text)
    if page is None:
        return Replaced.PAGE
    notes = " ".join(node.text_content() for node in page.tree.iter("noscript", "title"))
    prune(page.tree)
    text = visible_text(page.tree)
    if len(text) > _LITTLE:
        return Replaced.PAGE
    if _CHALLENGE.search(source) or CHECKS.search(small(f"{notes}\n{text}")):
        return Replaced.CHECK
    if _PASSWORD.search(source):
        return Replaced.LOGIN
    return Replaced.CONSENT if len(CONSENT.findall(small(text))) >= 3 else Replaced.PAGE
