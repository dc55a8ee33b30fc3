"""Work that a product does at the body of the sentence before: "C'est désormais X qui rédige la première réponse", "X y trie …".

The sentence before names the one body; this one names nobody but the product, and a verb of clerks' work that it does there.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said, is_collective, sellers
from watchers.claims.entities import Scene
from watchers.claims.lexicon import Cue
from watchers.claims.model import Adoption, Evidence, Stage
from watchers.claims.vendors import with_products


def at_work(scene: Scene, line: Line) -> Iterator[Said]:
    """The use that ``line`` tells of the body of the sentence before."""
    chores = line.cued("chore")
    if not chores or line.quotes or line.named(Role.AGENCY, Role.COMPANY, Role.PERSON, Role.PLACE):
        return
    if (
        not (line.holds(_TURNED) or _headed(scene, line))
        or line.holds(_ELSE)
        or line.tokens[chores[0].first].fold.startswith(_HELPS)
    ):
        return
    if line.cued("not", "hedge", "modal", "suppose", "outsider", "future", "misstated", "compared"):
        return
    goods = line.named(Role.PRODUCT) or _told_of(scene, line, chores[0])
    body = _body_before(scene, line)
    if not goods or body is None:
        return
    if not (
        _cleft(line, goods[0], chores[0]) or _there(line, chores[0]) or (_headed(scene, line) and goods[0].end <= chores[0].start)
    ):
        return
    for bound in with_products(scene, line, sellers(goods[:1])):
        evidence = Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(scene, line, chores[0].start),
            unlisted=body.unlisted or bound.unlisted,
        )
        claim = Adoption(vendor=bound.vendor, product=bound.product, agency=body.name, stage=Stage.ADOPTED, evidence=evidence)
        yield Said(claim=claim, line=line, weight=1)


def _headed(scene: Scene, line: Line) -> bool:
    """The sentence before is a body's name and nothing else: "3. NASA. Llama sorts the mail"."""
    before = scene.lines[line.index - 1] if line.index else None
    if before is None or before.passage != line.passage or len(before.named(Role.AGENCY)) != 1:
        return False
    known = [token for token in before.tokens if token.word and not before.is_named(token.start) and not token.fold.isdigit()]
    return not known


def instead_of_people(scene: Scene, line: Line) -> Iterator[Said]:
    """ "Au 311 de la ville, ce n'est plus un humain qui trie les lettres mais X", "no longer a clerk but X sorts them"."""
    goods = [name for name in line.named(Role.PRODUCT) if name.vendor]
    bodies = [name for name in line.named(Role.AGENCY) if not is_collective(name)]
    body = bodies[0] if len({name.name for name in bodies}) == 1 else None if bodies else _body_before(scene, line)
    if not goods or body is None or line.question or not line.cued("chore") or line.cued("hedge", "modal", "suppose", "outsider"):
        return
    before = [token.fold for token in line.words(line.span.start, goods[0].start)]
    turned = [at for at, fold in enumerate(before) if fold in _BUT]
    if not turned or len(before) - turned[-1] > _OWNER or not _no_more(before[: turned[-1]]):
        return
    for bound in with_products(scene, line, sellers(goods[:1])):
        credit = attribution(scene, line, goods[0].start)
        evidence = Evidence(quote=line.text, span=line.span, attribution=credit, unlisted=body.unlisted or bound.unlisted)
        claim = Adoption(vendor=bound.vendor, product=bound.product, agency=body.name, stage=Stage.ADOPTED, evidence=evidence)
        yield Said(claim=claim, line=line, weight=1)


def _no_more(row: Sequence[str]) -> bool:
    """ "Plus un humain", "no longer a clerk"."""
    return any(
        (one == "plus" and other in _A) or (one == "longer" and other in _A | {"people", "humans", "clerks", "staff"})
        for one, other in pairwise(row)
    )


_BUT = frozenset({"but", "mais"})
_A = frozenset({"un", "une", "des", "a", "an", "the", "by"})
_OWNER = 5
"""Words between "but" and the product: its maker's name."""


def _body_before(scene: Scene, line: Line) -> Name | None:
    """The one body that the sentence before names, in the same passage."""
    before = scene.lines[line.index - 1] if line.index else None
    if before is None or before.passage != line.passage or before.question or before.cued("outsider"):
        return None
    bodies = before.named(Role.AGENCY)
    return bodies[0] if len({name.name for name in bodies}) == 1 and not is_collective(bodies[0]) else None


def _told_of(scene: Scene, line: Line, chore: Cue) -> Sequence[Name]:
    """ "Le modèle y vérifie …": the product that the sentence before names, where it names one."""
    before = scene.lines[line.index - 1].named(Role.PRODUCT) if line.index else ()
    subject = any(cue.first <= 1 and cue.end < chore.start for cue in line.cued("model"))
    return before if subject and len({name.vendor for name in before}) == 1 else ()


def _cleft(line: Line, product: Name, chore: Cue) -> bool:
    """ "C'est désormais X, l'IA de Y, qui les trie", "It is now X that drafts": the sentence is built round the product."""
    ahead = [token.fold for token in line.words(line.span.start, product.start) if token.word]
    between = [token.fold for token in line.words(product.end, chore.start)]
    who = next((at for at, fold in enumerate(between) if fold in _WHO), -1)
    told = ahead[:2] in _IT_IS and len(ahead) <= _LEAD and _NOW.issuperset(ahead[2:])
    return told and 0 <= who <= _ASIDE and _CLITICS.issuperset(between[who + 1 :])


def _there(line: Line, chore: Cue) -> bool:
    """ "X y répond depuis mars": at the house just spoken of."""
    before = [token.fold for token in line.before(chore.start, 1)]
    return line.lang == "fr" and before == ["y"]


_TURNED = frozenset({"desormais", "maintenant", "dorenavant", "depuis", "y", "les", "now", "since", "them"})
"""What ties the work to the house: since when it is so, "there", what the house was said to get."""
_ELSE_WORDS = "eleves etudiants collegiens lyceens candidats students pupils applicants candidates mieux best meilleur plus more"
_ELSE = frozenset(_ELSE_WORDS.split())
_HELPS = ("aid", "assist", "help", "secon", "epaul")
_LEAD = 5
_ASIDE = 8
_IT_IS = (["c'", "est"], ["it", "is"], ["it", "'s"])
_NOW_WORDS = "desormais maintenant dorenavant aujourd'hui donc aussi le la l' un une now assistant modele chatbot depuis"
_NOW = frozenset(_NOW_WORDS.split())
_WHO = frozenset({"qui", "that", "which"})
_CLITICS = frozenset({"les", "l'", "le", "la", "leur", "lui", "y", "en", "now", "has", "been"})
