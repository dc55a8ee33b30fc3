"""Where nothing is paid: a vendor gives its model to a public body, or the text says that no payment is involved.

Zero is not claimed where a model is merely called free.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from watchers.claims import clients, dealings
from watchers.claims.actors import Line, Role
from watchers.claims.buyers import GOVERNMENT, receiver
from watchers.claims.charged import public, told_at
from watchers.claims.closed import OF_OR_FROM, THE, US
from watchers.claims.entities import Bound, Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Amount, Free, Price
from watchers.claims.strangers import OPEN_MAKERS


def given(scene: Scene, line: Line) -> Iterator[Price]:
    """A price of zero for each vendor whose model the line gives away, at most one a vendor."""
    done: set[str] = set()
    for cue in line.cued("price.nopay", "price.noprofit", "price.free", "price.waive", "price.gift"):
        kind = _KINDS.get(cue.category, Free.FREE)
        if (
            dealings.supposed(line, cue.start)
            or dealings.misprinted(line, cue.start)
            or not _gives(scene, line, cue, nothing=kind is not Free.FREE)
        ):
            continue
        if _of_another_maker(line, cue):
            continue
        seller = _named_behind(scene, line, cue) or _host(line, cue)
        if seller is None:
            opened = _open_one(scene, line)
            seller = opened or dealings.in_mind(scene, line, cue.start)
            if seller is None or (opened is None and _between_companies(line, seller)):
                continue
        if seller.vendor in done:
            continue
        done.add(seller.vendor)
        yield Price(
            vendor=seller.vendor,
            product=seller.product,
            amount=Amount(low=Decimal(0)),
            currency=None,
            per=None,
            buyer=receiver(scene, line, cue),
            free=kind,
            evidence=told_at(scene, line, cue.start, unlisted=seller.unlisted),
        )


_KINDS = {"price.nopay": Free.NO_PAYMENT, "price.noprofit": Free.NO_PROFIT}
_TO = re.compile(r"\W{0,2}(?:to|from|for|à|au|by)?\W{0,2}\Z", re.I)


def _named_behind(scene: Scene, line: Line, cue: Cue) -> Bound | None:
    """The seller right behind the words: "nothing to Meta", "pas un sou pour Llama"."""
    after = next((name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.start >= cue.end), None)
    if (
        after is None
        or after.vendor is None
        or not _TO.match(line.text[cue.end - line.span.start : after.start - line.span.start])
    ):
        return None
    return Bound(vendor=after.vendor, product=after.product or scene.product_of(after.vendor, line), unlisted=after.unlisted)


def _of_another_maker(line: Line, cue: Cue) -> bool:
    """ "Une solution d'Infomaniak, gratuite", "a free tool from Orvane": what costs nothing is that firm's, and no model's."""
    if line.named(Role.VENDOR, Role.PRODUCT):
        return False
    wares = [one.end for one in line.cued("product", "served", "ai")]
    for name in line.named(Role.COMPANY):
        before = [token for token in line.before(name.start, _MAKERS) if token.fold not in THE]
        made = len(before) > 1 and before[-1].fold in OF_OR_FROM
        if made and any(token.end in wares for token in before[:-1]):
            return True
    return False


_MAKERS = 4


def _host(line: Line, cue: Cue) -> Bound | None:
    """The company that runs a model for nothing: what it gives is its own work."""
    hosting = [one for one in line.cued("host") if one.end <= cue.start]
    firms = [name for name in line.named(Role.COMPANY) if hosting and name.end <= hosting[-1].start]
    models = [name for name in line.named(Role.PRODUCT) if firms and hosting[-1].end <= name.start < cue.start]
    return Bound(vendor=firms[-1].name, product=models[0].product, unlisted=firms[-1].unlisted) if models else None


def _between_companies(line: Line, seller: Bound) -> bool:
    """Whether another company, and no public body, stands beside the seller: their money is their own affair."""
    others = [name for name in line.named(Role.VENDOR, Role.COMPANY) if name.name != seller.vendor]
    return bool(others) and not (clients.bodies(line) or line.cued("body", "price.public"))


def _gives(scene: Scene, line: Line, cue: Cue, *, nothing: bool) -> bool:
    """Whether ``cue`` tells of a public body that pays nothing, not of a quality of the model."""
    if (
        line.cued("price.recall", "price.private")
        or _asked_by_others(line, cue)
        or _denied(line, cue)
        or not _is_gift(line, cue)
        or _of_extras(line, cue)
    ):
        return False
    rivals = [*line.cued("price.hawker"), *(other for other in line.cued("price.rival") if other.start < cue.start)]
    if rivals and not dealings.named_seller(line):
        return False
    tied = bool(clients.bodies(line) or line.cued("price.deal", "price.public")) or _paid_here(line)
    tied = tied or GOVERNMENT.search(line.text) is not None or _asked(scene, line)
    tied = tied or clients.speaking_body(scene, line) is not None
    if nothing:
        return (
            tied
            or bool(line.cued("body"))
            or _ours(scene, line)
            or clients.body_before(scene, line) is not None
            or _to_seller(scene, line, cue)
        )
    if _service_is(scene, line, cue):
        return True
    itself = _ITSELF.search(line.text, 0, cue.start - line.span.start) is not None
    tied = tied or (cue.category == "price.waive" and clients.body_before(scene, line) is not None)
    meant = (
        itself
        or _supplied_it(line)
        or dealings.named_seller(line)
        or bool(line.cued("model", "matter"))
        or _for_a_time(scene, line)
    )
    if meant and _by_the_way(line, cue):
        tied = tied or _body_near(scene, line) or _supplied(line, cue)
    return meant and (tied or itself) and (bool(clients.bodies(line) or line.cued("body")) or public(scene, line))


def _service_is(scene: Scene, line: Line, cue: Cue) -> bool:
    """ "The service will be free until December" behind the deal of a body with a vendor: what was just told of, in use there."""
    before = line.text[: cue.start - line.span.start]
    near = [one for one in scene.lines[max(0, line.index - _DEAL_BACK) : line.index] if one.passage == line.passage]
    if _SERVED.search(before) is None or not any(one.named(Role.VENDOR, Role.PRODUCT) for one in near):
        return False
    return any(clients.bodies(one) for one in near)


_DEAL_BACK = 2
_SERVED = re.compile(
    r"(?:\bthe (?:service|tool|assistant|offer|licen[cs]es?|subscription|system|chatbot|platform|seats|trial|pilot|test)|\baccess"
    r"|\bthe first [\w-]+ months)"
    r"\s+(?:will be|is|was|are|were|remains?|stays|comes)\s+(?:for [^.;]{1,40} and )?\Z"
    r"|(?:\ble service|\ble pilote|\ble test|\bl['’](?:essai|expérimentation|outil|accès|offre|assistant"
    r"|abonnement)|\ble système|\bla solution|\bles? licences?|\bc['’])"
    r"\s*(?:est|sera|seront|sont|restera|reste|était)\s+\Z",
    re.I,
)


def _asked_by_others(line: Line, cue: Cue) -> bool:
    """ "Le syndicat n'a rien demandé": whoever sells nothing asks for nothing."""
    start, end = cue.start - line.span.start, cue.end - line.span.start
    return _ASKS.search(line.text, start, end) is not None and _ASKERS.search(line.text[:start][-_NEAR:]) is not None


_ASKERS = re.compile(
    r"\b(?:syndicats?|personne|élue?s?|opposition|nous|je|j['’]|agents?|salariés|habitants|usagers|unions?|staff)\b", re.I
)
_ASKS = re.compile(r"\b(?:demand|réclam|ask)", re.I)
_EXTRAS = (
    "training|the lessons|workshops?|courses?|lessons?|onboarding|coaching|installation|formations?|ateliers?|accompagnement"
    "|comput(?:ing|e)(?: (?:time|power|capacity|hours|credits))?|(?:cloud )?credits|servers?|hardware|machines|GPUs?|chips"
    "|(?:temps|heures|puissance|capacités?|crédits) de (?:calcul|cloud)|serveurs?|ordinateurs?|cartes graphiques|processeurs"
)
_EXTRAS_BEFORE = re.compile(rf"\b(?:{_EXTRAS})\W+(?:(?:for|pour)\W+\w+\W+|(?:will|is|are|were|would)\W+(?:\w+\W+)?)?\Z", re.I)
_EXTRAS_BEHIND = re.compile(rf"\W*(?:(?:the|its|some|les?|la|l['’]|des|du|ses|leurs)\W*)?(?:{_EXTRAS})\b", re.I)


def _of_extras(line: Line, cue: Cue) -> bool:
    """ "Threw in training at no charge", "lent the servers for free": what comes with a model, and not the model."""
    start, end = cue.start - line.span.start, cue.end - line.span.start
    return _EXTRAS_BEFORE.search(line.text[:start][-_NEAR:]) is not None or _EXTRAS_BEHIND.match(line.text, end) is not None


def _for_a_time(scene: Scene, line: Line) -> bool:
    """ "The first year costs the city nothing": said of what the sentences before in the passage told of."""
    told = any(
        one.named(Role.VENDOR, Role.PRODUCT) or one.cued("model", "product", "ai")
        for one in scene.lines[max(0, line.index - 3) : line.index]
        if one.passage == line.passage
    )
    return told and _TIME.search(line.text) is not None


_TIME = re.compile(
    r"\b(?:first|trial|pilot|opening|initial)[ \u00a0](?:year|month|period|twelve|six|three|phase)"
    r"|\b(?:trial|pilot|licen[cs]e|essai|pilote|abonnement)s?\b"
    r"|\b(?:première|1re)s?[ \u00a0](?:année|phase|période)|\bpremiers?[ \u00a0](?:mois|trimestre)",
    re.I,
)


_ITSELF = re.compile(
    r"\b(?:mod[èe]le?|software|logiciel|licen[cs]e|usage|utilisation|use|access|accès)"
    r"(?:[ \u00a0](?:du|of the|de la|de l['’]|of)[ \u00a0]?\w+)?,?[ \u00a0](?:itself|lui-même|elle-même|(?:lui|elle)(?=,))"
    r"|\b(?:accès|recours|access)[ \u00a0](?:au|à la|à l['’]|aux|to the)[ \u00a0]?(?:mod[èe]les?|logiciel|software|outil|tool)\b",
    re.I,
)
"""What is free as against the work on it, which has just been priced."""
_SUPPLY = re.compile(
    r"\b(?:mise?s? à (?:la )?disposition|fourni\w*|concédée?s?|cédée?s?|livrée?s?|provided|supplied|made available|offered"
    r"|delivered|licensed)(?:[ \u00a0][\w’'-]+){0,3}?\W*\Z",
    re.I,
)


def _ours(scene: Scene, line: Line) -> bool:
    """ "Doesn't get a dime from us": a body of the article speaks."""
    return bool(scene.bodies) and any(token.fold in US for token in line.tokens)


def _supplied(line: Line, cue: Cue) -> bool:
    """ "Le modèle est mis à disposition sans frais": the words tell how somebody gets it, whoever was spoken of."""
    return _SUPPLY.search(line.text[: cue.start - line.span.start][-_NEAR:]) is not None


def _supplied_it(line: Line) -> bool:
    """ "La filiale du géant le fournit à titre gracieux": what is supplied was told before."""
    return _SUPPLIES_IT.search(line.text) is not None


_SUPPLIES_IT = re.compile(
    r"\b(?:le|la|les|l['’])[ \u00a0]?(?:lui |leur |nous )?"
    r"(?:fournit|fournira|met|mettra|prête|prêtera|offre|offrira|livre|concède)\b"
    r"|\b(?:provid|suppl|lend|offer|giv)\w*[ \u00a0](?:it|them)\b",
    re.I,
)
_NEAR = 80


_OWED = re.compile(r"\W{0,2}(?:to|à|for|pour)\b")


def _to_seller(scene: Scene, line: Line, cue: Cue) -> bool:
    """ "Nothing is paid to Meta" in an article about public bodies, however far back they stand."""
    seller = _named_behind(scene, line, cue) if scene.bodies else None
    owed = _OWED.match(line.text, cue.end - line.span.start) is not None
    return seller is not None and owed and not _between_companies(line, seller)


def _open_one(scene: Scene, line: Line) -> Bound | None:
    """The one maker of open models spoken of, where the line says "the model" and names nobody: only such models are free."""
    if dealings.named_seller(line) or _MODEL.search(line.text) is None:
        return None
    makers = sorted(vendor for vendor in scene.products if vendor in OPEN_MAKERS)
    return Bound(vendor=makers[0], product=scene.product_of(makers[0], line)) if len(makers) == 1 else None


_MODEL = re.compile(
    r"\b(?:the model|no licen[cs]e fees?|(?:pas|aucune?|ni) (?:de )?(?:droits? de )?licence"
    r"|le modèle|du modèle|l['’]usage du modèle)\b",
    re.I,
)


_BARE = re.compile(r"\W*(?:free|gratuite?s?|gratis|complimentary)\W*", re.I)


def _by_the_way(line: Line, cue: Cue) -> bool:
    """Whether the words tell how something is supplied ("at no cost", "gratuitement"), not what it is ("free")."""
    return _BARE.fullmatch(line.text[cue.start - line.span.start : cue.end - line.span.start]) is None


def _body_near(scene: Scene, line: Line) -> bool:
    """Whether one of the two sentences before in its passage names a public body."""
    near = scene.lines[max(0, line.index - 2) : line.index]
    return any(clients.bodies(one) for one in near if one.passage == line.passage)


def _is_gift(line: Line, cue: Cue) -> bool:
    """Whether words that may tell of a gift do: a seller waives, or offers something for a while and for no sum."""
    if cue.category == "price.waive":
        return _by_seller(line, cue)
    given = any(cue.start <= name.start <= cue.end + _GIFT or 0 <= cue.start - name.end <= 2 for name in line.named(Role.PRODUCT))
    return cue.category != "price.gift" or (given and _by_seller(line, cue) and _SUM.search(line.text) is None)


_GIFT = 24
"""Characters behind "offers six months of" in which the product is named."""
_SUM = re.compile(r"[$€£]|\b(?:dollars?|euros?|cents?|centimes?|pounds?|livres?)\b", re.I)


def _by_seller(line: Line, cue: Cue) -> bool:
    """Whether a seller, and no public body, is the one that stands last before ``cue``: it is the one that waives."""
    before = [name for name in line.named(Role.AGENCY, Role.VENDOR, Role.PRODUCT, Role.COMPANY) if name.end <= cue.start]
    return bool(before) and before[-1].vendor is not None


def _asked(scene: Scene, line: Line) -> bool:
    """Whether the question just before ``line`` asks for the price."""
    before = scene.lines[line.index - 1] if line.index else None
    return before is not None and before.question and bool(before.cued("price.pay"))


def _paid_here(line: Line) -> bool:
    return bool(line.cued("body")) and bool(line.cued("price.pay"))


def _denied(line: Line, cue: Cue) -> bool:
    """A "not" right before "free" turns it round; "no payment" holds its own."""
    if cue.category == "price.nopay":
        return False
    ahead_of = line.tokens[max(0, cue.first - _REFUSED) : cue.first]
    if line.lang == "en" and any(token.fold in _REFUSALS for token in ahead_of):
        return True  # "turned down an offer of free accounts"
    return any(0 <= cue.start - other.end <= 12 and other.end <= cue.start for other in line.cued("not"))


_REFUSED = 8
_REFUSALS = frozenset({"turned", "rejected", "rejects", "declined", "declines", "refused", "refuses", "spurned"})
