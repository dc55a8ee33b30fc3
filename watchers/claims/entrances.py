"""Products that come and go in so many words: "Copilot is out and Claude is in at NASA", « Exit X, place à Y ».

The body stands in the sentence, or alone in the one before it ("3. Maricopa County Recorder's Office. Out goes X").
"""

from collections.abc import Iterator

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said, is_collective, sellers
from watchers.claims.entities import Scene
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.vendors import with_products

_NEAR = 3
_WAYS = {
    "en": (
        (("is", "out"), ("was", "out"), ("are", "out"), ("out",)),
        (("is", "in"), ("are", "in"), ("comes", "in"), ("in",)),
        (("out", "goes"), ("out", "went"), ("goodbye",), ("exit",)),
        (("in", "comes"), ("in", "came"), ("hello",), ("enter",)),
    ),
    "fr": (
        (("sort",), ("s'en", "va")),
        (("entre",), ("arrive",)),
        (("exit",), ("adieu",)),
        (("place", "a"), ("bonjour",), ("bienvenue", "a"), ("voici",)),
    ),
}
"""By language: behind what goes and what comes, before what goes and what comes."""


def entrances(scene: Scene, line: Line) -> Iterator[Said]:
    """What ``line`` says of products that leave a body and come to it."""
    goods = [name for name in line.named(Role.PRODUCT, Role.VENDOR) if name.vendor]
    ways = _WAYS.get(line.lang)
    if ways is None or not goods or line.question or line.cued("not", "hedge", "modal", "suppose"):
        return
    gone = [name for name in goods if _behind(line, name, ways[0]) or _before(line, name, ways[2])]
    come = [name for name in goods if _behind(line, name, ways[1]) or _before(line, name, ways[3])]
    body = _body(scene, line)
    sure = {name for name in gone if _before(line, name, ways[2])}
    if body is None or not gone or not (come or sure) or {name.vendor for name in gone} & {name.vendor for name in come}:
        return
    for names, stage in ((gone, Stage.ENDED), (come, Stage.ADOPTED)):
        for bound in with_products(scene, line, sellers(names)):
            evidence = Evidence(
                quote=line.text,
                span=line.span,
                attribution=attribution(scene, line, names[0].start),
                unlisted=body.unlisted or bound.unlisted,
            )
            claim = Adoption(vendor=bound.vendor, product=bound.product, agency=body.name, stage=stage, evidence=evidence)
            yield Said(claim=claim, line=line, weight=2)


def _behind(line: Line, name: Name, ways: tuple[tuple[str, ...], ...]) -> bool:
    row = tuple(token.fold for token in line.behind(name.end, _NEAR))
    return any(row[: len(way)] == way and row[len(way) :][:1] in ((), (",",), (".",), ("and",), ("at",), ("et",)) for way in ways)


def _before(line: Line, name: Name, ways: tuple[tuple[str, ...], ...]) -> bool:
    row = list(line.before(name.start, _NEAR + 1))
    while row and (line.is_named(row[-1].start) or row[-1].fold in ("'s", "the", "le", "la", "l'", ",")):
        row.pop()
    return any(tuple(token.fold for token in row[-len(way) :]) == way for way in ways)


def _body(scene: Scene, line: Line) -> Name | None:
    """The one body of the sentence; else the one that the sentence before is the name of."""
    for row in (line, *scene.lines[max(0, line.index - 1) : line.index]):
        bodies = [name for name in row.named(Role.AGENCY) if not is_collective(name)]
        if bodies:
            return bodies[0] if len({name.name for name in bodies}) == 1 else None
    return None
