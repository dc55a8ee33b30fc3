"""Firms at work on a model that their sentence need not name: "CGI will train the staff", "l'hébergement reviendra à Outscale".

A firm serves as the subject of a verb of service whose object is the model, its servers, its users or the task itself
("… assurera l'intégration"), or as its agent or complement ("built by …", "confié à …", "through reseller …"). Whose model is
meant is told by the sentence itself, else by the nearest sentences before that name one vendor only; where they name several
and nothing decides, nobody is meant.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.cutting import Clause
from watchers.claims.entities import Bound
from watchers.claims.joining import distance, firm_row, groups
from watchers.claims.labours import idle
from watchers.claims.lexicon import Cue
from watchers.claims.served import CLOUDS, all_told, served
from watchers.claims.sources import brings_its_own
from watchers.claims.strangers import Market, is_cloud, strangers
from watchers.claims.tokens import Token

_BEHIND = 10
"""Words behind the verb among which its object stands."""
_WITHIN = 4
"""Words between "built by" and the firm: an article, a noun, an adjective."""
_APPOSITION = 14

_HELPERS = """
    will shall is are was were has have had be been being also now then already itself alone both jointly together since still
    which who that to and not n't never won't in turn however meanwhile instead chosen selected hired picked retained expected
    due set agreed begun started helped going ' s
    a ont aura auront est sont ete va vont se s' l' les le la en y lui elle eux ne n' pas plus aussi deja desormais qui doit
    devra devront doivent charge chargee retenu retenue retenus choisi choisie choisis designe designee pour de d' a commence
    accepte seul seule seuls ensemble nous vous leur continue continuera to about scheduled
    slated poised contracted under contract
"""
_HELPER = frozenset(_HELPERS.split())
_MIGHT = frozenset({"would", "could", "might", "may", "can", "cannot", "should", "pourrait", "pourraient", "peut", "peuvent"})
_MODAL = 4
"""Words between "could" and its verb: "could one day host"."""
_WOULD = ("rait", "raient")
"""Endings of the French conditional."""
_OBLIQUE_WORDS = """
    at for from with of by to in on like than about against chez pour de du des d' avec par a au aux dans sur selon comme contre
    not
"""
_OBLIQUE = frozenset(_OBLIQUE_WORDS.split())
_WHO = frozenset({"which", "who", "qui"})
_MONEY_WORDS = "$ € £ million millions billion milliard milliards euros dollars pounds year month an mois par"
_MONEY = frozenset(_MONEY_WORDS.split())
OWN = frozenset({"its", "their", "his", "her", "ses", "leurs"})
"""What a firm does with these is done for itself."""
_CLITICS = frozenset({"l'", "les", "le", "la", "nous", "en", "y", "leur", "lui"})
_SMALL_WORDS = """
    the a an its their his our another one two three le la les l' un une des de d' du deux trois son sa ses leur leurs notre nos
    ' s
"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Firms that serve a vendor's model, and the word that tells it."""

    cue: Cue
    vendor: Bound
    partners: tuple[Name, ...]


def services(scene: Market, line: Line, clause: Clause) -> tuple[Service, ...]:
    """Every service that the clause tells of, each firm once, in order of place."""
    told: set[tuple[str, str]] = set()
    found = []
    for one in _services(scene, line, clause):
        partners = tuple(name for name in one.partners if (name.name, one.vendor.vendor) not in told)
        told.update((name.name, one.vendor.vendor) for name in partners)
        if partners:
            found.append(replace(one, partners=partners))
    return tuple(found)


def _services(scene: Market, line: Line, clause: Clause) -> Iterator[Service]:
    for cue in () if clause.cues(line, "unlike") else clause.cues(line, "serve"):
        firms = _READ.get(cue.category, _subjects)(scene, line, clause, cue)
        if cue.category != "serve.by" and firms and _word_before(line, firms[0]) not in ("through", "via"):
            firms = tuple([cloud_owner(name) for name in firms])
        if not firms or _barred(line, firms, cue):
            continue
        vendor = served(scene, line, clause, firms)
        for each in all_told(scene, line, clause, firms) or ((vendor,) if vendor is not None else ()):
            partners = tuple(name for name in firms if name.name != each.vendor and not set_aside(line, name))
            partners = tuple(
                name for name in partners if not brings_its_own(line, name, clause.names(line, Role.VENDOR, Role.PRODUCT))
            )
            if _READ.get(cue.category) is _agents and any(name.name == each.vendor for name in firms):
                partners = tuple(name for name in partners if name.role is not Role.VENDOR)  # "built by X and Y": makers both
            yield Service(cue=cue, vendor=each, partners=partners)


# ---------------------------------------------------------------------------------------------------------------- subjects


def _subjects(scene: Market, line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """The firms of which the verb is said: those right before it, but for helping verbs and a phrase set off by commas."""
    known = (*clause.names(line, Role.COMPANY, Role.VENDOR), *strangers(scene, line, clause, cue))
    left = sorted((name for name in known if name.end <= cue.start), key=_place)
    if not left or not _has_object(line, clause, cue) or conditional(line, cue):
        return ()
    row = groups(line, left)[-1]
    oblique = _word_before(line, row[0]) in _OBLIQUE and not _relative(line, row[-1])
    if oblique or not _leads(line, row[-1], cue):
        return ()
    return tuple(name for name in row if is_firm(scene, name))


def _relative(line: Line, name: Name) -> bool:
    """ "To X, which supports us", "X 2 million dollars a year to run it": what follows is said of X however it stands."""
    behind = [token.fold for token in line.behind(name.end, 2)]
    return bool(_WHO.intersection(behind)) or any(fold in "$€£" or fold[:1].isdigit() for fold in behind[:1])


def _leads(line: Line, name: Name, cue: Cue) -> bool:
    """Only helping words, adverbs and whole asides stand between the firm and its verb."""
    gap = _without_asides(_of_an_arm(line.words(name.end, cue.start)))
    if gap is None or any(token.fold in _MIGHT for token in gap):
        return False
    return all(token.fold in _HELPER or token.fold.endswith(("ly", "ment")) or _sum(token) for token in gap)


def _sum(token: Token) -> bool:
    return token.fold in _MONEY or token.fold[:1].isdigit()


def _of_an_arm(gap: Sequence[Token]) -> Sequence[Token]:
    """Without " 's consulting arm": a part of the firm is the firm."""
    arms = [at for at, token in enumerate(gap[:5]) if token.fold in _ARMS]
    return gap[arms[0] + 1 :] if arms and gap[0].fold in ("'s", "'") else gap


_ARMS = frozenset({"arm", "unit", "division", "subsidiary", "team", "engineers", "consultants"})


def _without_asides(gap: Sequence[Token]) -> list[Token] | None:
    """The words outside ", …," and "(…)"; ``None`` where an aside is too long to be one."""
    marks = [at for at, token in enumerate(gap) if token.fold in (",", "(", ")", "-", "—", "–")]
    if not marks:
        return list(gap)
    if marks[-1] - marks[0] > _APPOSITION:
        return None
    if len(marks) == 1:  # "A, which runs it" closes nothing; "A, B said, runs it" does
        return [token for token in gap if token.word]
    return [*gap[: marks[0]], *gap[marks[-1] + 1 :]]


def conditional(line: Line, cue: Cue) -> bool:
    """ "Would host", "could host", "hébergerait": nobody does it yet."""
    before = line.tokens[max(0, cue.first - _MODAL) : cue.first]
    marks = [at for at, token in enumerate(before) if not token.word and token.fold not in ("'", "’")]
    before = before[marks[-1] + 1 if marks else 0 :]
    if any(token.fold in _MIGHT for token in before):
        return any(token.fold in _MIGHT and token.fold != "would" for token in before) or not _reported(line, cue)
    if line.lang != "fr" or _reported(line, cue):
        return False
    return any(token.fold.endswith(_WOULD) for token in (*before, *line.tokens[cue.first : cue.last + 1]))


def _reported(line: Line, cue: Cue) -> bool:
    """ "CGI said it would host …", "a annoncé qu'il hébergerait …": a future, told in the past."""
    said = [other for other in line.cued("say") if 0 < cue.first - other.last <= _REPORTED and other.last < cue.first]
    return bool(said) and any(token.fold in _THAT for token in line.tokens[said[-1].last + 1 : cue.first])


_REPORTED = 10
_THAT = frozenset({"it", "they", "that", "que", "qu'"})


def _has_object(line: Line, clause: Clause, cue: Cue) -> bool:
    """The verb names its task itself, or it is done to the model, its servers or its users."""
    if cue.category in ("serve.task", "serve.quit"):
        return True
    if (line.lang == "fr" and _object_ahead(line, cue)) or _led_by_object(line, clause, cue):
        return True
    behind = line.tokens[cue.last + 1 : cue.last + 1 + _BEHIND]
    if behind and behind[0].fold in OWN:
        return False  # what a firm does with its own staff or model serves nobody
    end = behind[-1].end if behind else cue.end
    marks = [token.start for token in behind if token.fold in (";", ":")]
    end = min([end, clause.end, *marks])
    if any(cue.end <= other.start < end for other in line.cued("model", "served")):
        return True
    penned = line.tokens[cue.first].fold in _PENS and any(token.fold in _MEANS for token in behind)
    return not penned and any(cue.end <= name.start < end for name in line.named(Role.PRODUCT))


_PEN_WORDS = "write writes wrote written draft drafts drafted redige redigent ecrit compose composed"
_PENS = frozenset(_PEN_WORDS.split())
_MEANS = frozenset({"with", "using", "avec"})
"""Between a verb of writing and a product: who writes uses it."""


def _object_ahead(line: Line, cue: Cue) -> bool:
    """ "L'héberge", "les a formés", "nous a fourni"."""
    ahead = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    if not ahead or ahead[-1] in ("lui", "leur"):
        return False  # "lui avait livré 3 000 ordinateurs": to whom, not what
    return ahead[-1] in _CLITICS or (len(ahead) > 1 and ahead[0] in ("l'", "les", "nous"))


def _led_by_object(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "… de Mistral AI, que Scaleway hébergera", "the system that Leidos built": the object stands before the firm."""
    firms = [name for name in clause.names(line, Role.COMPANY, Role.VENDOR) if name.end <= cue.start]
    if not firms:
        return False
    row = groups(line, firms)[-1]
    ahead = line.words(line.span.start, row[0].start)[-_LED_BY:]
    return any(token.fold in _WHOM for token in ahead) and _served_before(line, clause, row[0].start)


def _served_before(line: Line, clause: Clause, place: int) -> bool:
    """Something that firms serve stands before ``place``: the model, its servers, its maker."""
    cues = [cue for cue in line.cued("model", "served", "matter", "product") if cue.start < place and clause.holds(cue.start)]
    return bool(cues) or any(name.end <= place for name in clause.names(line, Role.PRODUCT, Role.VENDOR))


_LED_BY = 2
_WHOM = frozenset({"que", "qu'", "which", "that", "whom", "dont"})


# ------------------------------------------------------------------------------------------------------------------ agents


def _agents(scene: Market, line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """The firms right behind "hosted by", "confié à", "through reseller"; something served must stand before."""
    if conditional(line, cue):
        return ()
    known = (*line.names, *strangers(scene, line, clause, cue))
    names = sorted((name for name in known if name.start >= cue.end and clause.holds(name.start)), key=_place)
    right = [name for name in (_owner(name, cue, line) for name in names) if name.role in (Role.COMPANY, Role.VENDOR)]
    if not right or right[0].start != names[0].start or not _touches(line, cue, right[0]):
        return ()
    if not _something_before(line, clause, cue):
        return ()
    here = {"a", "en", "in", "at", "near", "pres"}
    return tuple(
        name
        for name in groups(line, right)[0]
        if is_firm(scene, name) and (name is right[0] or _word_before(line, name) not in here)
    )


def _place(name: Name) -> int:
    return name.start


def _owner(name: Name, cue: Cue, line: Line) -> Name:
    return cloud_owner(name) if _hosts(line, cue) else name


def cloud_owner(name: Name) -> Name:
    """A cloud by its owner, any other name as it is: what runs on Azure is hosted by Microsoft."""
    if name.role is Role.VENDOR and name.name in CLOUDS:
        return replace(name, name=CLOUDS[name.name], vendor=CLOUDS[name.name])
    if not is_cloud(name) or name.vendor is None:
        return name
    owner = CLOUDS.get(name.vendor, name.vendor)
    return replace(name, role=Role.VENDOR, name=owner, vendor=owner, product=None)


def _hosts(line: Line, cue: Cue) -> bool:
    return any(cue.first <= other.last and other.first <= cue.last for other in line.cued("host", "hosted"))


def _touches(line: Line, cue: Cue, name: Name) -> bool:
    gap = line.words(cue.end, name.start)
    if gap and gap[-1].fold == "," and gap[0].fold in _SMALL and len(gap) <= 2 * _WITHIN:  # "by a local start-up, X"
        firms = {token.start for other in line.cued("firm", "partner") for token in line.words(other.start, other.end)}
        return not any(not token.word and token.fold != "-" for token in gap[:-1]) and gap[-2].start in firms
    if len(gap) > _WITHIN or any(not token.word for token in gap):
        return False
    verbs = [other for other in line.cued("serve", "say") if cue.end <= other.start < name.start]
    return not verbs and (len(gap) < _WITHIN or gap[0].fold in _SMALL)


def _something_before(line: Line, clause: Clause, cue: Cue) -> bool:
    kinds = line.cued("model", "served", "matter", "labour")
    served = [other for other in kinds if other.start < cue.end and clause.holds(other.start) and not _bygone(line, other)]
    told = [name for name in line.named(Role.PRODUCT, Role.VENDOR) if name.end <= cue.start]
    return bool(served or told) or _opens_with_pronoun(line, clause, cue) or _opens_apposed(line, clause, cue)


def _bygone(line: Line, cue: Cue) -> bool:
    """ "The old system", « l'ancien outil »: another one than the article's."""
    return bool(_BYGONE.intersection(token.fold for token in line.tokens[max(0, cue.first - 2) : cue.last]))


_BYGONE = frozenset({"old", "previous", "former", "earlier", "ancien", "ancienne", "anciens"})


def _opens_apposed(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Développé par la société X, il a été …", "Built by X, it …": a participle of the subject that follows."""
    first = next((token for token in line.words(clause.start, clause.end) if token.word), None)
    if first is None or first.start != cue.start:
        return False
    behind = [token.fold for token in line.words(cue.end, clause.end)[:_APPOSED]]
    return any(one == "," and other in _SUBJECTS for one, other in pairwise(behind))


_APPOSED = 12
_SUBJECTS = frozenset({"il", "elle", "ils", "elles", "le", "la", "l'", "cet", "ce", "cette", "it", "they", "the"})


def _opens_with_pronoun(line: Line, clause: Clause, cue: Cue) -> bool:
    """ "Il a été confié à X", "they were built by X": what is served was told before; helping words alone stand between."""
    words = [token for token in line.tokens if clause.start <= token.start < cue.start and token.word]
    return bool(words) and words[0].fold in _THINGS and all(token.fold in _HELPER for token in words[1:])


_THINGS = frozenset({"il", "elle", "ils", "elles", "it", "they", "both", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"})


def _makers_of_gear(scene: Market, line: Line, clause: Clause, cue: Cue) -> tuple[Name, ...]:
    """ "On a Dell server", "in Oracle's cloud": the firm right before the noun, behind a preposition of place."""
    left = [name for name in clause.names(line, Role.COMPANY, Role.VENDOR, Role.PRODUCT) if name.end <= cue.start]
    if not left or any(token.fold not in ("'s", "own", "sovereign", "s", "'") for token in line.words(left[-1].end, cue.start)):
        return ()
    row = groups(line, left)[-1]
    before = [token.fold for token in line.words(line.span.start, row[0].start)][-2:]
    if not _ON.intersection(before) or not _something_before(line, clause, cue):
        return ()
    return tuple(name for name in row if name.role is not Role.PRODUCT and is_firm(scene, name))


_ON = frozenset({"on", "in", "inside", "with"})
_READ: Mapping[str, Callable[[Market, Line, Clause, Cue], tuple[Name, ...]]] = {
    "serve.by": _agents,
    "serve.gear": _makers_of_gear,
}


# ------------------------------------------------------------------------------------------------------------------- firms


def is_firm(scene: Market, name: Name) -> bool:
    """A company; a maker of models whose own models the article speaks of serves nobody else's, unless on its cloud."""
    if name.role is Role.COMPANY or name.unlisted:
        return True
    partner = name.entity is not None and (name.entity.partner or name.entity.category == "platform")
    return partner and name.vendor not in scene.makers


def _barred(line: Line, firms: Sequence[Name], cue: Cue) -> bool:
    """A rival, a backer or a plaintiff is called so beside its name or between it and its verb."""
    start, end = min(firms[0].start, cue.start), max(firms[-1].end, cue.end)
    before = line.words(line.span.start, start)[-_WITHIN:]
    start = before[0].start if before else start
    return any(start <= other.start < end and other.category == "bar" for other in line.cued("bar"))


def set_aside(line: Line, name: Name) -> bool:
    """ "Filiale de X", "backed by X", "selon le cabinet X", "Leidos, not X"."""
    before = [token.fold for token in line.words(line.span.start, name.start)][-1:]
    if before and before[0] in ("not", "non", "pas"):
        return True
    if name.unlisted and any(other.end + 1 == name.start for other in line.named(Role.VENDOR, Role.PRODUCT)):
        return True  # "Google Cloud Public Sector Germany": a part of the maker
    if idle(line, name):
        return True
    row = firm_row(line, name)
    span = (row[0].start, row[0].end)
    return any(cue.end <= span[0] and distance(line, (cue.start, cue.end), span) <= 2 for cue in line.cued("bar.of", "loser"))


def _word_before(line: Line, name: Name) -> str:
    words = line.words(line.span.start, name.start)[-1:]
    return words[0].fold if words else ""
