"""Whose model a service is for: the vendor named in its sentence, else in the nearest sentences before that name one alone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.beaten import beaten
from watchers.claims.cutting import Clause
from watchers.claims.entities import Bound
from watchers.claims.strangers import OPEN_MAKERS, Market, is_cloud

_BACK = 4
"""Passages before that are asked whose model is meant."""

_LINES = 60
"""Sentences before that are asked."""


CLOUDS = {"Amazon": "Amazon Web Services"}
"""Groups whose cloud is a house of its own."""


# ------------------------------------------------------------------------------------------------------------------ vendor


_SEVERAL = re.compile(
    r"\b(?:des|les|the|all|both|all of the)[ \u00a0](?:(?P<count>deux|trois|quatre|cinq|two|three|four|five)[ \u00a0])?"
    r"(?:produits|modèles|assistants|outils|logiciels|products|models|assistants|tools|chatbots)\b"
    r"|\b(?P<pair>(?:les|the)[ \u00a0](?:deux|two))\b[^.,;]{0,60}\b(?:leurs|their)[ \u00a0]"
    r"(?:modèles|outils|assistants|models|tools)\b"
    r"|\b(?P<both>both|all)(?: of them| three| four)?\b",
    re.I,
)
_MANY = {"deux": 2, "two": 2, "both": 2, "trois": 3, "three": 3, "quatre": 4, "four": 4, "cinq": 5, "five": 5}


def all_told(scene: Market, line: Line, clause: Clause, firms: Sequence[Name]) -> tuple[Bound, ...]:
    """Every vendor of the article, where the clause counts its products: "la distribution des trois produits"."""
    match = _SEVERAL.search(clause.text(line))
    count = _MANY.get((match["count"] or match["both"] or ("two" if match["pair"] else "")).lower()) if match else None
    own = {name.name for name in firms}
    if count is None or any(name.name not in own for name in clause.names(line, Role.VENDOR, Role.PRODUCT)):
        return ()
    before = [
        name for row in scene.lines[max(0, line.index - _LINES) : line.index] for name in row.named(Role.VENDOR, Role.PRODUCT)
    ]
    found = _sellers(scene, before, frozenset(own))
    found = {vendor: name for vendor, name in found.items() if vendor not in dropped(scene, line)}
    if len(found) != count:
        found = {vendor: name for vendor, name in found.items() if name.role is Role.PRODUCT}
    return tuple(bound for one in found.items() if (bound := _bound(scene, line, dict([one])))) if len(found) == count else ()


def served(scene: Market, line: Line, clause: Clause, firms: Sequence[Name]) -> Bound | None:
    """Whose model: the clause's, the sentence's, else that of the nearest passage that names one vendor only."""
    serving = frozenset(name.name for name in firms) | frozenset(scene.called)
    serving |= {group for group, cloud in CLOUDS.items() if cloud in serving}
    for names in (clause.names(line, Role.VENDOR, Role.PRODUCT), line.named(Role.VENDOR, Role.PRODUCT)):
        found = _sellers(scene, names, serving)
        if any(vendor in scene.makers for vendor in found) or (found and not scene.makers):
            return _bound(scene, line, found)
    whole = _sellers(scene, scene.sellers, serving)
    if len(whole) == 1 and scene.bidders.isdisjoint(whole):
        return _bound(scene, line, whole)
    gone = dropped(scene, line)
    first: dict[str, Name] = {}
    for own, before in _earlier(scene, line):
        named = _sellers(scene, before, serving)
        found = {vendor: name for vendor, name in named.items() if vendor not in gone} or (named if own else {})
        found = {vendor: name for vendor, name in found.items() if vendor not in scene.bidders}
        first = first or named
        theirs = {} if own else _of_body(scene, line, clause, serving)
        if theirs or found:
            told = _told_before(scene, line, whole)
            return _bound(scene, line, theirs or (found if own and len(found) == 1 else _hosted(line, clause, told, found)))
    return _bound(scene, line, first)


def _told_before(scene: Market, line: Line, sellers: dict[str, Name]) -> dict[str, Name]:
    """Those of the sellers that the text has named by then: a model of the next paragraph is hosted by nobody yet."""
    named = {name.vendor for one in scene.lines[: line.index + 1] for name in one.named(Role.VENDOR, Role.PRODUCT)}
    return {vendor: name for vendor, name in sellers.items() if vendor in named}


def _hosted(line: Line, clause: Clause, whole: dict[str, Name], found: dict[str, Name]) -> dict[str, Name]:
    """Where firms host or adapt a model on machines of their own, the only open model of the article rather than a closed one."""
    opened = (
        {vendor: name for vendor, name in whole.items() if vendor in OPEN_MAKERS} if _MADE_HERE.search(clause.text(line)) else {}
    )
    decided = len(opened) == 1 and (OPEN_MAKERS.isdisjoint(found) or not opened.keys().isdisjoint(found))
    return opened if decided else found


def _of_body(scene: Market, line: Line, clause: Clause, serving: frozenset[str]) -> dict[str, Name]:
    """ "X héberge l'outil du Cerema": the only vendor that the sentences before name together with the clause's body."""
    bodies = {name.name for name in clause.names(line, Role.AGENCY)}
    if not bodies:
        return {}
    rows = (row for row in scene.lines[max(0, line.index - _LINES) : line.index] if not row.question)
    told = [row for row in rows if not bodies.isdisjoint(name.name for name in row.named(Role.AGENCY))]
    found = _sellers(scene, [name for row in told for name in row.named(Role.VENDOR, Role.PRODUCT)], serving)
    return found if len(found) == 1 else {}


def dropped(scene: Market, line: Line) -> frozenset[str]:
    """Vendors of whom the sentences before only say that they were dropped, replaced or turned down."""
    near = [turn for turn in scene.turns if line.index - _LINES <= turn[0] < line.index]
    out = {vendor for _, vendor, gone in near if gone}
    kept = {vendor for _, vendor, gone in near if not gone}
    return frozenset(out - kept)


_MADE_HERE = re.compile(
    r"\b(?:h[ée]berg(?:e|ent|era|eront|eait)|hosts?|hosted|hosting|adapte|adaptera|adapts|adapted|affine|affiné|fine-tunes|fine-tuned"
    r"|retrains|retrained|entraîne|réentraîne)\b",
    re.I,
)
"""Done by a firm to models that it holds itself."""


def _earlier(scene: Market, line: Line) -> Iterator[tuple[bool, Sequence[Name]]]:
    """The vendors and products of the sentences before in the same passage, nearest first; then those of each passage before.

    Each with whether they stand in the same passage.
    """
    passages: dict[int, list[Name]] = {}
    for row in reversed(scene.lines[max(0, line.index - _LINES) : line.index]):
        names = [name for name in row.named(Role.VENDOR, Role.PRODUCT) if not beaten(row, name)]
        if row.passage == line.passage:
            yield True, names
        elif row.passage in passages or len(passages) < _BACK:
            passages.setdefault(row.passage, []).extend(names)
        else:
            break
    yield from ((False, names) for names in passages.values())


def _sellers(scene: Market, names: Iterable[Name], serving: frozenset[str]) -> dict[str, Name]:
    """The vendors meant by these names: makers of what the article names, and others that serve nobody here."""
    rows = [name for name in names if name.vendor and not is_cloud(name)]
    rows = [name for name in rows if name.vendor not in _CHIPS or name.vendor in scene.products]
    products = {name.vendor: name for name in rows if name.role is Role.PRODUCT and name.vendor}
    rows = [name for name in rows if name.vendor and CLOUDS.get(name.vendor) not in products]  # "Amazon's Nova" is of AWS
    houses = {name.vendor: name for name in rows if name.vendor and (name.vendor in scene.makers or name.vendor not in serving)}
    return houses | products


_CHIPS = frozenset({"Nvidia", "AMD", "Intel", "Cerebras", "Groq", "Qualcomm"})
"""Makers of processors: unless a model of theirs is named, what firms set up on their machines is somebody else's."""


def _bound(scene: Market, line: Line, found: dict[str, Name]) -> Bound | None:
    """The only one; several decide nothing."""
    if len(found) != 1:
        return None
    ((vendor, name),) = found.items()
    return Bound(vendor=vendor, product=name.product or scene.product_of(vendor, line), unlisted=name.unlisted)
