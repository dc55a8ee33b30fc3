"""What a sum of a sentence is paid for: a model, or something that is none."""

import re
from collections.abc import Sequence

from watchers.claims import dealings
from watchers.claims.actors import Line, Name, Role
from watchers.claims.amounts import Quantity
from watchers.claims.lexicon import Cue

_OURS = ("model", "ai", "matter", "served", "company", "product", "software", "price.support", "figure.seat", "figure.contract")


def of_another_thing(line: Line, quantity: Quantity) -> bool:
    """Whether a sum a year or month is told of something that the sentence names and that is no model: a rent, lost mail."""
    costs = [cue for cue in line.cued("price.pay") if cue.end <= quantity.span.start]
    if costs and _COSTS.match(line.text, costs[-1].start - line.span.start) and _alien(line, costs[-1]):
        return True
    if line.cued(*_OURS) or line.named(Role.COMPANY, Role.VENDOR, Role.PRODUCT):
        return False
    if any(token.fold in _PRONOUNS or token.fold in _OBJECTS for token in line.tokens):
        return bool(line.cued("price.other"))
    return _BARE.search(line.text[: quantity.span.start - line.span.start]) is None


_COSTS = re.compile(
    r"(?:costs|costing|cost(?= (?:the|its?|us|them|him|her|an?|[A-Z]))|co[uû]t(?:e|ent|ait|aient|era|eront|erait))\b"
    r"(?! (?:is|are|was|of|for|will|est))",
    re.I,
)
_OBJECTS = frozenset({"lui", "leur", "us", "them", "him", "her", "this", "cela", "ca", "c'"})


def _alien(line: Line, cost: Cue) -> bool:
    """Whether the verb "costs" has a subject that is no model, vendor or pronoun."""
    before = line.text[: cost.start - line.span.start]
    start = line.span.start + max(before.rfind(mark) + 1 for mark in (";", ":", "—", "–", " and ", " et "))
    named = any(start <= name.start < cost.start for name in line.named(Role.VENDOR, Role.PRODUCT, Role.COMPANY))
    ours = any(start <= cue.start < cost.start for cue in line.cued(*_OURS))
    words = [token for token in line.tokens if start <= token.start < cost.start and token.fold not in ("and", "et")]
    words = [token for token in words if token.word]
    return bool(words) and not (named or ours) and not any(token.fold in _PRONOUNS | _OBJECTS for token in words)


_BARE = re.compile(
    r"\b(?:costs?|bills?|price|fees?|tab|invoice|charge|licen[cs]es?|subscriptions?|seats?|spending|d[ée]penses?|spends?|pays?|paid|paying"
    r"|co[uû]ts?|facture|prix|tarif|abonnements?|redevance|note|addition|forfait|paie|paye|paient|verse|versent|r[èe]gle|d[ée]bourse"
    r"|acquitte|charged|billed|invoiced|factur\w+)\b",
    re.I,
)
"""A sum told with no more than a word of paying."""


_PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "il", "elle", "ils", "elles", "nous", "on", "sie", "er", "wir", "que", "qui", "which"}
)


_TO_A_STRANGER = re.compile(
    r"\b(?:pay|pays|paid|paying)[ \u00a0](?P<name>[A-Z][\w-]+(?:[ \u00a0][A-Z][\w-]+)?)[ \u00a0]"
    r"(?:about |some |around |up to )?\Z"
)
_COSTS_OF = re.compile(
    r"\b(?:cut|cuts|cutting|lower\w*|reduc\w+|halv\w+|slash\w+|trim\w*|brought down|saved?|saves)\b[^.;$€£]{0,20}"
    r"\b(?:costs?|bills?|price) (?:of|for|per) [^.;$€£]{0,60}(?:[$€£][0-9.,]+ to )?\Z"
)


def _for_others(line: Line, part: dealings.Stretch) -> bool:
    """ "Is paying Heidi Health 40 pence", "cut the cost of leaflets from £600": another's money, or that of another thing."""
    ahead_of = line.text[: part.place - line.span.start]
    payee = _TO_A_STRANGER.search(ahead_of) if line.lang == "en" else None
    if payee is not None and not line.is_named(line.span.start + payee.start("name")):
        return True
    cost = _COSTS_OF.search(ahead_of) if line.lang == "en" else None
    return cost is not None and not any(
        name.start >= line.span.start + cost.start() and name.end <= part.place for name in line.named(Role.PRODUCT, Role.VENDOR)
    )


def stranger_sells(line: Line, part: dealings.Stretch) -> bool:
    """Whether somebody sells here whom the line names by no name we know: "Foobar charges $15 per user"."""
    if _for_others(line, part):
        return True
    selling = [cue for cue in line.cued("price.sell") if part.start <= cue.start < part.place and not _is_sold(line, cue)]
    if not selling or dealings.named_seller(line) or line.cued("company") or line.named(Role.COMPANY):
        return False
    return not any(token.fold in _PRONOUNS for token in line.tokens)


def of_something_else(line: Line, part: dealings.Stretch) -> bool:
    """Whether what is priced is no model: training, a hotline; or the seller is an unnamed rival; or it comes on top."""
    if dealings.other_payee(line, part) and (dealings.for_other_work(line, part) or not _for_the_whole(line, part)):
        return True
    others = [cue for cue in line.cued("price.other", "price.add") if part.start <= cue.start < part.place]
    names = [name for name in line.names if name.vendor and part.start <= name.start < part.place]
    if (
        others
        and line.named(Role.COMPANY)
        and _for_the_whole(line, part)
        and all(_HOSTING.match(line.text, cue.start - line.span.start) for cue in others)
    ):
        others = []
    if others and (others[-1].end > max((name.end for name in names), default=0) or _belongs_to_noun(line, others, names)):
        return True
    reach = min(part.end, part.place + 40)
    behind = [cue for cue in line.cued("price.other", "price.add") if part.place < cue.start < reach]
    if behind and behind[0].category == "price.other" and _belongs(line, part, behind[0]):
        return True
    rivals = [cue for cue in line.cued("price.rival") if part.start <= cue.start < part.place]
    if line.cued("price.hawker") and not dealings.named_seller(line):
        return True
    return bool(rivals) and not names


_PER_HEAD = re.compile(
    r"[ \u00a0](?:par[ \u00a0]mois|mensuels|(?:per|a)[ \u00a0]month|monthly"
    r"|(?:per|par)[ \u00a0](?:user|employee|utilisateur|agent))\b",
    re.I,
)
_YEARLY = re.compile(
    r"[ \u00a0](?:(?:a|an|per|each|every|par|chaque)[ \u00a0](?:year|annum|an|année)\b|annually|yearly|l['’]an\b|annuels\b)"
    r"|\b(?:annual|yearly|annuel(?:le)?s?|chaque année|each year|every year)\b",
    re.I,
)


def _for_the_whole(line: Line, part: dealings.Stretch) -> bool:
    """Whether a company that sells no model is paid by the year for what it runs on one: that is what the body pays for it."""
    text = line.text
    timed = _YEARLY.search(text, part.place - line.span.start) or _YEARLY.search(text, part.start - line.span.start)
    if timed is None and line.named(Role.PRODUCT):
        timed = _PER_HEAD.search(text, part.place - line.span.start)
    works = line.cued("serve", "host", "work", "task", "served", "product", "price.support", "price.sell")
    return timed is not None and bool(works or dealings.named_seller(line))


_HOSTING = re.compile(r"h[ée]bergement|hosting|support", re.I)


_BEING = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "est", "sont", "sera", "seront", "etait", "etre", "ete", "wird"}
)
_PARTICIPLE = re.compile(r"(?:charged|billed|sold|offered|factur[ée]e?s?|vendue?s?|propos[ée]e?s?)\b", re.I)


def _is_sold(line: Line, cue: Cue) -> bool:
    """Whether the verb of selling is in the passive: "chaque accès sera facturé 24 euros" names no seller."""
    led = cue.first > 0 and line.tokens[cue.first - 1].fold in _BEING
    return led or (
        _PARTICIPLE.match(line.text, cue.start - line.span.start) is not None and line.tokens[cue.first].start == line.span.start
    )


_TIED = re.compile(
    r"(?:[ \u00a0][\w'’-]+){0,3}?[ \u00a0](?:on|for|in|to|of|with|that|which|whom|where|à|au|aux|pour|sur|de|du|des|en|qui|que"
    r"|lesquels|lesquelles|où|dont|für|zu|para|sobre)\b[^,;.]*\Z",
    re.I,
)


def _belongs_to_noun(line: Line, others: Sequence[Cue], names: Sequence[Name]) -> bool:
    """Whether the model only tells which training or machine is priced: "the servers on which Llama runs cost"."""
    last = [cue for cue in others if cue.category == "price.other"]
    behind = [name for name in names if last and name.start >= last[-1].end]
    if not behind or len({name.vendor for name in behind}) > 1:
        return False
    return _TIED.fullmatch(line.text[last[-1].end - line.span.start : behind[0].start - line.span.start]) is not None


def _belongs(line: Line, part: dealings.Stretch, cue: Cue) -> bool:
    """Whether what ``cue`` names after a sum is what is paid for: no model stands between, and no next sum is nearer."""
    if any(part.place < name.start < cue.start for name in line.names if name.vendor):
        return False
    return part.end == line.span.end or cue.start - part.place < part.end - cue.end
