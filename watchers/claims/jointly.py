"""What a public body and a vendor make together: "NASA and Meta are building a version of Llama", "is developing a tool with X".

No word in such a sentence need tell a stage; the two work on something, so the body explores it.
"""

from collections.abc import Iterator

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said, is_collective, sellers
from watchers.claims.entities import Scene
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.vendors import with_products

_MAKE_WORDS = """
    build develop design creat train writ draft fine-tun work prepar plan launch test craft tailor adapt co-develop co-design
    constru concoi entrain redig cre prepar mont lanc elabor bati travaill planch adapt
"""
_MAKE = tuple(_MAKE_WORDS.split())
_HELPING_WORDS = """
    are is were was will would have has had been be being to now also both jointly together currently already quietly still plan
    plans want wants going started begun begin began agreed set about sont ont vont va a aussi deja ensemble desormais
    conjointement actuellement
"""
_HELPING = frozenset(_HELPING_WORDS.split())
_AND = frozenset({"and", "et", "the", "la", "le", "l'", "les", "&"})
_WITH = frozenset({"with", "avec", "alongside"})
_BARS = ("not", "not.any", "modal", "suppose", "outsider", "watch", "misstated", "end", "deny", "unsaid", "after")
_LED = 5
_EVENT_WORDS = """
    concours prix contest prize competition hackathon inquiry enquete debate debat course courses cours formation formations
    conference colloque salon fair webinar event evenement charter charte report rapport study etude
"""
_EVENTS = frozenset(_EVENT_WORDS.split())
"""What a body and a vendor may hold or write together that is no tool."""


def jointly(scene: Scene, line: Line) -> Iterator[Said]:
    """What ``line`` tells of bodies and vendors that make something together."""
    vendors = line.named(Role.VENDOR)
    bodies = [name for name in line.named(Role.AGENCY) if not is_collective(name)]
    if len(vendors) != 1 or len(bodies) != 1 or line.question or line.cued(*_BARS):
        return
    body, vendor = bodies[0], vendors[0]
    place = _together(line, body, vendor)
    if place is None or not _a_ware(line, place) or line.holds(_EVENTS):
        return
    for bound in with_products(scene, line, sellers([vendor])):
        evidence = Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(scene, line, place),
            hedged=bool(line.cued("hedge")),
            unlisted=body.unlisted or bound.unlisted,
        )
        claim = Adoption(vendor=bound.vendor, product=bound.product, agency=body.name, stage=Stage.EXPLORING, evidence=evidence)
        yield Said(claim=claim, line=line, weight=1)


def _together(line: Line, body: Name, vendor: Name) -> int | None:
    """Where the verb stands that both are subjects of, or one of them with the other as its partner."""
    first, second = sorted((body, vendor), key=lambda name: name.start)
    between = line.words(first.end, second.start)
    if between and {"and", "et"}.intersection(token.fold for token in between) and _AND.issuperset(t.fold for t in between):
        return _verb(line, second.end, line.span.end)
    partner = line.before(second.start, 1)
    behind = line.behind(second.end, 1)
    alone = not behind or behind[0].fold != "'s"  # "with Meta's Llama" is what it is made of
    return _verb(line, first.end, second.start) if partner and partner[0].fold in _WITH and alone else None


def _verb(line: Line, start: int, end: int) -> int | None:
    """The verb of making that stands behind ``start``, nothing but its auxiliaries between."""
    for token in line.words(start, end)[:_LED]:
        if token.fold.startswith(_MAKE) and token.fold not in _HELPING and not token.upper:
            return token.start
        if token.fold not in _HELPING:
            return None
    return None


def _a_ware(line: Line, verb: int) -> bool:
    """A tool, a model or a product is what is made."""
    return any(cue.start > verb for cue in line.cued("ai", "model")) or any(
        name.start > verb for name in line.named(Role.PRODUCT)
    )
