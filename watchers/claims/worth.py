"""Is a text worth taking apart? Most of what a newsroom prints is about neither models nor their makers, and claims nothing here.

Recall first: a single word of the trade, a maker, a model or a note of the outlet on its own text is enough. No article of any
labelled set that claims something is passed over; a test holds that.
"""

import re
from collections.abc import Callable

from watchers.claims.gazetteer import Entity, NameKind
from watchers.claims.names import Both

_TRADE = re.compile(
    r"\b(?:AIs?|A\.I\.|IA|KI|LLMs?|GPTs?|genAI)\b"
    r"|\b(?i:mod[eè]l\w*|chat-?bots?|assistants?|asistentes?|algor\w*|artificial\w*|artificiel\w*|k[uü]nstlich\w*|neuronal\w*"
    r"|neural\w*|copilots?|generati\w*|g[eé]n[eé]rati\w*|software|logiciel\w*|outils?|tools?)\b"
)
"""Words of the trade in English, French, Spanish and German; initials as they are printed."""
_NOTICE = re.compile(
    r"(?i:retract|withdr|unpublish|correct|rectif|erratum|corrig|retir|d[eé]publi|annul|updat|mise? [aà] jour|\bmaj\b"
    r"|zur[uü]ckgezogen)"
)
"""What an outlet says of its own text begins with one of these."""


def worth_reading(text: str, title: str, find: Callable[[], Both]) -> bool:
    """Whether anything in an article could be a claim, or a note of the outlet on its own article.

    ``find`` gives the names in text and title; it is asked only where no word tells.
    """
    if _TRADE.search(title) or _TRADE.search(text) or _NOTICE.search(title) or _NOTICE.search(text):
        return True
    mentions, headed = find()
    return any(tells(mention.entity) for mention in (*mentions, *headed))


def tells(entity: Entity) -> bool:
    """A maker of models, a model, or a person of the list, who speaks for one of them."""
    return entity.vendor or entity.kind in (NameKind.PRODUCT, NameKind.PERSON)
