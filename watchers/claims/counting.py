"""Counts and growth: daily users, the users that a deal licenses, percents of growth."""

import re
from collections.abc import Sequence

from watchers.claims import places as p
from watchers.claims.actors import Line, Role
from watchers.claims.places import Place, Reading, Word

_GROWTH = {p.REVENUE: p.REVENUE_GROWTH, p.USERS: p.USERS_GROWTH}
_SEATS = 10
"""A deal for fewer seats is no news; a small number before such a word counts jobs or desks."""


def counted(place: Place, words: Sequence[Word]) -> Reading | None:
    """Daily users, or the seats of a deal."""
    quantity = place.quantity
    if quantity.money:
        return None
    if quantity.amount.low >= p.MILLION:
        people = place.follows("figure.people", 24)
        daily = bool(place.line.cued("figure.daily")) and bool(place.line.cued("figure.apps") or place.line.named(Role.PRODUCT))
        users = [word for word in words if word.measure == p.USERS]
        named = place.before(words)
        if (people and daily) or (named and named.measure == p.USERS) or place.behind(users):
            return Reading(quantity=quantity, measure=p.USERS)
    return _seats(place)


_GENERIC = re.compile(
    r"\b(?:une?|any|every|chaque|toute?|an?)[ \u00a0](?!contract|deal|agreement|order|award|accord|contrat|marché|commande)"
    r"[\w-]+[ \u00a0](?:qui|that|which|who)\b",
    re.I,
)
"""Whoever does something, in general: "an agency that orders a thousand seats"."""
_WILL = re.compile(
    r"[ \u00a0](?:[\w’'-]+[ \u00a0]){1,6}?(?:(?:will|can|are to|would|could)[ \u00a0](?:soon |now |then )?"
    r"(?:be able|be (?:given|equipped|served|covered|supplied|provided)|get|have|use|receive|gain)"
    r"|(?:en )?(?:seront|sont|vont être)[ \u00a0](?:bientôt )?(?:servi|équip|dot|couvert|concern)|aur(?:ont|a) accès|disposeront"
    r"|obtiendront|se verront|se serviront|travailleront avec"
    r"|bénéficieront|recevront|pourront|auront[ \u00a0](?=.{3,60}(?:disposition|portée|sous la main|sur leur)))",
    re.I,
)
"""After a count: its staff will have it."""
_OCCUPATION = re.compile(
    r"(?:[ \u00a0][a-zà-ÿ’'-]+){0,1}?[ \u00a0](?!(?:comput|serv|custom|lett|numb|pap|ord|vouch|folder|paramet|chapt|quart|corn"
    r"|met|doll|hect|kilom|ordinat|document|élément|instrument|habit|million|milliard|passeng|visit|consum|voyag|contribu"
    r"|read|lect)"
    r"\w*\b)"
    r"[a-zà-ÿ-]{3,}(?:ers|ors|ists|ians|ees|ants|eurs|euses|iers|ières|iens|iennes|istes|icien\w*|aires)\b"
)
"""After a count: whoever does something for a living, by how the word ends; no things, and nobody whom an agency serves."""
_AT_PRICE = re.compile(r"[ \u00a0](?:[\w’'-]+[ \u00a0]){1,2}(?:at|à)[ \u00a0](?:[A-Z]{0,3}[$€£]|[0-9])")
"""After a count: its staff at so much each."""


def _seats(place: Place) -> Reading | None:
    """The users that a deal licenses: seats, or staff for whom it is."""
    line, quantity = place.line, place.quantity
    if quantity.amount.low < _SEATS or _GENERIC.search(place.left) or _no_seats(place) or _drives(place):
        return None
    if _listed(place) or _numbered(place) or (not _tried(place) and (_at_work(place) or _of_them(place))):
        return Reading(quantity=quantity, measure=p.SEATS)
    if _tried(place) or not (line.cued("figure.deploy", "figure.contract") or _dealt(place)):
        return None
    after = place.right[:_WINDOW]
    staff = (_counted(place, "figure.staff", 30) or _OCCUPATION.match(after)) and (
        (_given_to(place) and _of_a_model(place)) or _WILL.match(after) or _AT_PRICE.match(after)
    )
    if (
        staff
        or place.follows("figure.seat", 3)
        or _seats_of_product(place)
        or (place.follows("figure.seat", 24) and _WILL.match(after))
    ):
        return Reading(quantity=quantity, measure=p.SEATS)
    return None


def _drives(place: Place) -> bool:
    """ "Open to 2,600 staff, an assistant that runs on X": users of the body's own tool hold no licences of its model."""
    if place.line.lang != "fr" or place.follows("figure.seat", 3):
        return False
    motors = [cue for cue in place.line.cued("motor") if cue.start > place.quantity.span.end]
    built = [cue for cue in motors if place.line.tokens[cue.last].fold in _UPON]
    return any(cue.end <= name.start for cue in built for name in place.line.named(Role.PRODUCT, Role.VENDOR))


_UPON = frozenset({"sur", "dans", "par"})


def _no_seats(place: Place) -> bool:
    """Who does a job by hand, forms a team, loses the model, never got it, or works with what the body built itself."""
    text = place.line.text
    if _CREW.search(place.left) is not None or _LOST.search(text) is not None:
        return True
    return _OWN_MAKE.search(text) is not None and not place.line.cued("figure.contract", "figure.seat", "price.pay")


_CREW = re.compile(
    r"\b(?:takes?|took|needs?|needed|employs?|occup\w+|mobilise\w*|team of|group of|équipe de|groupe de|poignée de)"
    r"[ \u00a0](?:(?:some|about|around|up to|quelque|environ)[ \u00a0])?\Z",
    re.I,
)
_LOST = re.compile(
    r"\b(?:abandon|scrap|drop|shelv|renon)\w*[ \u00a0](?:à )?(?:its|the|a|his|her|son|le|un|leur|ce)[ \u00a0]"
    r"(?:plans?|projets?|ideas?|idée)\b"
    r"|\b(?:los(?:e|es|ing)|lost) (?:their |all )?access\b|\bperd(?:ront|ent|re|ra|u)? (?:tous |toutes )?(?:l['’]|leur )?accès\b",
    re.I,
)
_OWN_MAKE = re.compile(
    r"\b(?:assistants?|outils?|robots?|chatbots?|agents?)[ \u00a0](?:conversationnels?[ \u00a0])?"
    r"(?:internes?|maison|appelée?|baptisée?|nommée?)\b"
    r"|\b(?:in-house|home-?grown|home-made|internal|own)[ \u00a0](?:\w+[ \u00a0])?(?:assistant|chatbot|tool|bot|model)\b",
    re.I,
)


def _of_a_model(place: Place) -> bool:
    """Whether the line brings a model or a deal to those who are counted: not "its 2,000 staff moved to new offices"."""
    line = place.line
    told = line.cued("model", "ai", "matter", "figure.contract", "figure.seat", "served", "price.pay")
    return bool(told or line.named(Role.PRODUCT, Role.VENDOR))


def _listed(place: Place) -> bool:
    """ "ChatGPT Edu, d'OpenAI : trois écoles, 1 400 comptes": seats told behind the product that they are of."""
    before = [name for name in place.line.named(Role.PRODUCT) if name.end <= place.quantity.span.start]
    behind = _COLON.search(place.left) is not None
    return bool(before) and behind and place.follows("figure.seat", 2)


def _numbered(place: Place) -> bool:
    """ "The number of licences falls from 2,600 to 1,450": both ends of the change count seats."""
    return _NUMBER.search(place.line.text[: place.quantity.span.start - place.line.span.start]) is not None


_NUMBER = re.compile(
    r"\b(?:nombre|number|parc|total)[ \u00a0](?:de|d['’]|of)[ \u00a0]?(?:licen[cs]es|seats|sièges|postes|comptes|accounts"
    r"|abonnements)"
    r"[ \u00a0](?:[\w’']+[ \u00a0]){1,3}(?:(?:de|from)[ \u00a0][\d\s,.]{1,9}[ \u00a0])?(?:à|de|from|to)[ \u00a0]\Z",
    re.I,
)
_COLON = re.compile(r"[:–—][^:;]{0,60}\Z")
_WHOLE = re.compile(
    r"(?:\A|[ \u00a0’'])(?:the|its|their|our|all|les|ses|leurs|nos|ces|tous les|toutes les)[ \u00a0]"
    r"(?:(?:some|about|roughly|nearly|quelque|quelques|environ|près de|plus de)[ \u00a0])?\Z",
    re.I,
)
_THEM = re.compile(r"[ \u00a0](?:of (?:them|these|those)|d['’]entre (?:eux|elles))\b", re.I)
_USES = ("adopt", "get", "offer.to", "chore", "explore.with", "figure.deploy")


def _at_work(place: Place) -> bool:
    """ "The 140 planners have worked with Claude", "ses 90 juristes disposent de Le Chat": all of a body's staff of a kind."""
    line, end = place.line, place.quantity.span.end
    people = place.follows("figure.staff", 20) or _OCCUPATION.match(place.right)
    if not people or _WHOLE.search(place.left) is None or len(place.left) > _OPENING:
        return False
    models = [name.start for name in line.named(Role.PRODUCT, Role.VENDOR) if name.start > end]
    between = line.text[end - line.span.start : models[0] - line.span.start] if models else ""
    return bool(models) and (any(end < cue.start < models[0] for cue in line.cued(*_USES)) or _HAVE.search(between) is not None)


_HAVE = re.compile(r"\b(?:have|has|had|use|used|got|ont|utilisent|utilisaient|emploient|disposent|travaillent)\b", re.I)
_OPENING = 60
"""Characters before the count of who acts: it is the subject of its sentence."""


def _of_them(place: Place) -> bool:
    """ "260 d'entre eux rédigent … avec Copilot", "the order is for 750 of them"."""
    if _THEM.match(place.right) is None:
        return False
    models = [name.start for name in place.line.named(Role.PRODUCT) if name.start > place.quantity.span.end]
    used = bool(models) and any(cue.start < models[0] for cue in place.line.cued(*_USES))
    return used or place.ahead("figure.contract")


def _seats_of_product(place: Place) -> bool:
    """ "1,200 Copilot licences": only the product's name stands between the count and what is counted."""
    end = place.quantity.span.end
    named = [name for name in place.line.named(Role.VENDOR, Role.PRODUCT) if 0 < name.start - end <= 2]
    return bool(named) and any(0 < cue.start - named[-1].end <= 2 for cue in place.line.cued("figure.seat"))


def _dealt(place: Place) -> bool:
    """Whether the line brings a model to a body's people by whatever verb: both are named, and no use of many kinds is told."""
    named = place.line.named(Role.VENDOR, Role.PRODUCT)
    return bool(named) and (_WILL.match(place.right[:_WINDOW]) is not None or bool(place.line.cued("get", "contract", "future")))


_WINDOW = 120
_TRIAL = re.compile(
    r"\b(?:trials?|pilots?|pilot(?:ing|ed)|test(?:s|ed|ing|é|ée|és|ait|aient|ent|er)?|essais?|pilotes?|expériment\w+)\b", re.I
)


_AFTER = re.compile(r"\b(?:after|following|since|après|à l['’]issue|au terme|au-delà|fort|suite)\b[^,;:.]{0,30}\Z", re.I)
"""Before a trial that is over: "un an après un projet pilote"."""


def _tried(place: Place) -> bool:
    """Whether the line tells of a trial and of no deal: those who try a model are not licensed users.

    What follows a comma behind a trial that is over is no trial any more.
    """
    line = place.line
    tried = _TRIAL.search(line.text)
    if tried is None or line.cued("figure.contract"):
        return False
    between = line.text[tried.end() : place.quantity.span.start - line.span.start]
    return _AFTER.search(line.text[: tried.start()]) is None or "," not in between


def _given_to(place: Place) -> bool:
    """Whether "for", "its", "pour" or the like stands before the count, at most two words away ("for more than 400 staff")."""
    start = place.quantity.span.start
    for cue in place.line.cued("figure.for"):
        between = _between(place.line, cue.end, start) if start - 40 <= cue.end <= start else None
        if between is not None and sum(word not in _ROUGHLY for word in between) <= 2:
            return True
    return False


def _between(line: Line, start: int, end: int) -> list[str]:
    """The words from ``start`` to ``end`` but for a product's name: "équipe de Microsoft 365 Copilot 3 100 agents"."""
    products = line.named(Role.PRODUCT, Role.VENDOR)
    return [token.fold for token in line.words(start, end) if not any(name.start <= token.start < name.end for name in products)]


_ROUGHLY = frozenset(
    [
        "as",
        "many",
        "much",
        "up",
        "to",
        "some",
        "about",
        "around",
        "more",
        "than",
        "at",
        "least",
        "nearly",
        "over",
        "roughly",
        "plus",
        "de",
        "quelque",
        "quelques",
        "environ",
        "pres",
        "jusqu'",
        "a",
        "moins",
        "au",
        "d'",
    ]
)
"""Words that tell how exactly a count is meant."""


_PART = re.compile(r"\w[ \u00a0](?:de|des|of|from|by|par)[ \u00a0]\Z|\w[ \u00a0]d['’]\Z", re.I)


def _counted(place: Place, category: str, within: int) -> bool:
    """As ``_follows``, where what follows is itself counted: not "300 answers from staff"."""
    text, start = place.line.text, place.line.span.start
    first = next((cue for cue in place.line.cued(category) if cue.start >= place.quantity.span.end), None)
    if first is None or first.start > place.quantity.span.end + within:
        return False
    return _PART.search(text[place.quantity.span.end - start : first.start - start]) is None


_SHARE = re.compile(
    r"[ \u00a0](?:of|de|du|des|d['’])(?![ \u00a0]?(?:mieux|plus|moins|more|hausse|croissance|progression|baisse)\b)"
    r"|[ \u00a0](?:par rapport au|face au|above|below|ahead of|short of)[ \u00a0](?:the |le )?"
    r"(?:consensus|expectations|forecasts?|estimates|attentes)",
    re.I,
)
"""After a percent: of something, or against what others reckoned with; not the growth of it."""


def grown(place: Place, words: Sequence[Word], known: Sequence[Reading]) -> Reading | None:
    """Growth of revenue or of daily users; a percent of anything else claims nothing."""
    quantity = place.quantity
    around = (place.quantity.span.start - 70, place.quantity.span.end + 40)
    rises = [cue for cue in place.line.cued("figure.rise") if around[0] <= cue.start <= around[1]]
    falls = [cue for cue in place.line.cued("figure.fall") if around[0] <= cue.start <= around[1]]
    if not rises and not falls:
        return None
    told = [Word(r.quantity.span.start, r.quantity.span.end, r.measure) for r in known if not r.quantity.percent]
    told += [word for word in words if not word.weak]
    before = [word for word in told if word.end <= quantity.span.start and word.start >= quantity.span.start - p.BEFORE_LIMIT]
    after = [word for word in told if word.start >= quantity.span.end and word.start <= quantity.span.end + p.AFTER]
    base = max(before, key=lambda word: word.end, default=None) or min(after, key=lambda word: word.start, default=None)
    if _SHARE.match(place.right):
        return None
    measure = _GROWTH.get(base.measure) if base else None
    if measure is None or place.ahead("figure.forecast") or place.ahead("figure.expected"):
        return None
    return Reading(quantity=quantity, measure=measure, falling=bool(falls) and not rises)
