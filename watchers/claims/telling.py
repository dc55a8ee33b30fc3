"""Which words for a stage tell of the clause's own body, and of what kind they are there.

"Works with Claude" is a use where "works with Anthropic" is a relation; what stands in a relative clause set off by commas, or
in the purpose of what is told ("uses X to sort test reports"), is no stage of the body's.
"""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THEM
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family

_WORKING = ("work", "travail")
_LINKS = frozenset(
    {"a", "an", "the", "its", "of", "new", "un", "une", "le", "la", "l'", "son", "sa", "les", "de", "d'", "own", "'s"}
)
_NEAR = 5


def stage_cues(frame: Frame) -> list[Cue]:
    """The cues of the frame's clause that may tell a stage of its bodies, in order of place."""
    line, clause, body = frame.line, frame.clause, frame.span
    cues = [cue for cue in clause.cues(line, *STAGES) if not (body[0] <= cue.start and cue.end <= body[1])]
    cues = [_to_staff(frame, _at_work(line, cue)) for cue in cues]
    cues = [cue for cue in cues if not _received(line, cue) and not _lost(line, cue) and not _left_undone(line, cue)]
    cues = [cue for cue in cues if not _by_its_maker(line, cue)] or cues
    main = [cue for cue in cues if not _aside(frame, cue)] or cues
    return [cue for cue in main if not any(_aimed(line, other, cue) for other in main)]


def _left_undone(line: Line, cue: Cue) -> bool:
    """ "Declined to install X", "chose not to build", « hésite à ouvrir »: what stands in the infinitive behind is not done."""
    if family(cue) in ("end", "deny"):
        return False
    return any(
        (cue.first <= other.last and other.first <= cue.last) or undone(line, other, cue.start) for other in line.cued("loath")
    )


def undone(line: Line, loath: Cue, place: int) -> bool:
    """Whether the words behind a verb of refusal or failing reach to ``place`` unbroken."""
    between = line.words(loath.end, place)
    return loath.end <= place and len(between) <= _INFINITIVE and not any(token.fold in (",", ";") for token in between)


_INFINITIVE = 3
"""Words between "declined to" and the verb or its tool: "simply roll out"."""


def _at_work(line: Line, cue: Cue) -> Cue:
    """ "Works with Claude", "travaillent avec un modèle de X": with a product it is a use."""
    if cue.category != "explore.with" or not line.tokens[cue.first].fold.startswith(_WORKING):
        return cue
    name = next((name for name in line.named(Role.PRODUCT, Role.VENDOR, Role.AGENCY) if name.start >= cue.end), None)
    if name is None or name.role is Role.AGENCY or len(line.words(cue.end, name.start)) > _NEAR:
        return cue
    between = line.words(cue.end, name.start)
    wares = {one.start for one in line.cued("ai")}
    if not all(token.fold in _LINKS or token.start in wares or token.upper for token in between):
        return cue
    behind = line.words(name.end, line.span.end)[:2]
    ware = name.role is Role.PRODUCT or any(token.start in wares for token in (*between, *behind))
    return cue._replace(category="adopt") if ware else cue


def _by_its_maker(line: Line, cue: Cue) -> bool:
    """ "Works with Claude, supplied by Anthropic": an aside on the product, and no offer to the body."""
    if family(cue) != "offer" or cue.first == 0 or line.tokens[cue.first - 1].fold != ",":
        return False
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    return bool(behind) and behind[0].fold in ("by", "par")


def _lost(line: Line, cue: Cue) -> bool:
    """ "Orange a perdu le marché de la ville": a firm that makes no model loses, and the body drops nothing."""
    if family(cue) != "end" or not line.tokens[cue.first].fold.startswith(_LOSES):
        return False
    firm = next((name for name in reversed(line.named(Role.COMPANY)) if name.end <= cue.start), None)
    return firm is not None and len(line.words(firm.end, cue.start)) <= _PASSIVE - 1


_LOSES = ("perd", "lost", "lose", "losing")


def _received(line: Line, cue: Cue) -> bool:
    """ "Sorts the letters received by the office": what comes in is no model."""
    if cue.category != "get" or cue.first < 2 or cue.last + 1 >= len(line.tokens):
        return False
    before = line.tokens[cue.first - 1]
    wares = [*(one.end for one in line.cued("ai")), *(name.end for name in line.named(Role.PRODUCT, Role.VENDOR))]
    by = line.tokens[cue.last + 1].fold in ("by", "par")
    return by and before.end not in wares and before.fold not in _BEING | _HELPERS and before.word


def _to_staff(frame: Frame, cue: Cue) -> Cue:
    """ "X will be rolled out to 2,000 NASA staff", "sera ouvert à 900 agents": given to a body's own people, and by no vendor."""
    line = frame.line
    if family(cue) != "offer" or line.tokens[cue.first].fold.startswith(_SELLING):
        return cue
    makers = [name for name in frame.clause.names(line, Role.VENDOR, Role.COMPANY) if name.end <= cue.start]
    makers = [name for name in makers if not _OF.intersection(token.fold for token in line.words(0, name.start)[-1:])]
    before = [token.fold for token in line.tokens[max(0, cue.first - _PASSIVE) : cue.first]]
    if not _BEING.intersection(before) or (makers and len(line.words(makers[-1].end, cue.start)) <= _PASSIVE):
        return cue
    staff = [one for one in frame.clause.cues(line, "figure.staff") if 0 < one.first - cue.last <= _NEAR]
    theirs = not frame.named or (staff and frame.span[1] > cue.end and _owned(line, staff[0], frame.span))
    return cue._replace(category="adopt") if staff and theirs else cue


def _owned(line: Line, staff: Cue, body: tuple[int, int]) -> bool:
    """ "2,000 NASA staff", "3 000 agents de la DGFiP"."""
    first, second = sorted(((staff.start, staff.end), body))
    return len(line.words(first[1], second[0])) <= _PASSIVE


_OF = frozenset({"of", "by", "from", "de", "d'"})
_SELLING = ("sell", "sold", "pitch", "propos", "vend", "market", "courti", "demarch")
_PASSIVE = 3
_BEING = frozenset({"be", "been", "being", "is", "are", "was", "were", "sera", "seront", "est", "sont", "ete", "etre"})


def _aside(frame: Frame, cue: Cue) -> bool:
    """ "The forces, which buy nothing quickly, cleared X": told between commas behind the body, of no product."""
    line = frame.line
    row = line.words(frame.span[1], frame.clause.end)
    if not frame.named or [token.fold for token in row[:1]] != [","] or row[1:2] == () or row[1].fold not in _WHO:
        return False
    close = next((token for token in row[2:] if token.fold == ","), None)
    if close is None or not frame.span[1] <= cue.start < close.start:
        return False
    named = any(frame.span[1] <= name.start < close.start for name in line.named(Role.PRODUCT, Role.VENDOR))
    return not named and not THEM.intersection(token.fold for token in line.words(row[1].end, close.start))


_WHO = frozenset({"which", "who", "qui"})


def _aimed(line: Line, leading: Cue, cue: Cue) -> bool:
    """ "Uses X to sort test reports", "emploie, pour fouiller soixante ans d'essais, X": a noun inside the purpose of a use."""
    if family(leading) not in ("adopt", "contract", "approve") or family(cue) not in _NOUNS or cue.first <= leading.last:
        return False
    between = line.tokens[leading.last + 1 : cue.first]
    marks = [at for at, token in enumerate(between) if token.fold in _AIMS and _to_do(line, leading.last + 1 + at)]
    if not marks or len(between) - marks[-1] <= _VERB:
        return False
    if any(token.fold in _ENDS for token in between[marks[-1] + 1 :]) or _finite(line, cue):
        return False
    behind = line.tokens[cue.last + 1 : cue.last + 2]
    goods = [name for name in line.named(Role.PRODUCT, Role.VENDOR) if name.start >= cue.end]
    taken = behind and behind[0].fold in _TAKING and goods and len(line.words(cue.end, goods[0].start)) <= _NEAR
    return not taken  # "signed to run a trial of X"


_TAKING = frozenset({"of", "with", "on", "de", "d'", "du", "avec", "sur"})


def _to_do(line: Line, at: int) -> bool:
    """A verb follows "to", "pour", "afin de", and no receiver."""
    behind = line.tokens[at + 1 : at + 3]
    if line.lang == "fr":
        return any(token.fold.endswith(("er", "ir", "re")) for token in behind)
    return bool(behind) and not behind[0].upper and behind[0].fold not in _LINKS and not behind[0].fold[:1].isdigit()


_NOUNS = ("explore", "contract", "approve")
_AIMS = frozenset({"to", "pour", "afin"})
_VERB = 1
"""Words from "to" to a noun that is not its own verb: "to sort test reports"."""
_ENDS = frozenset({",", ";", "and", "et", "but", "mais", "after", "apres", "before", "avant", "that", "which", "qui", "que"})


def _finite(line: Line, cue: Cue) -> bool:
    before = [token.fold for token in line.tokens[max(0, cue.first - 2) : cue.first]]
    return bool(_HELPERS.intersection(before))


_HELPERS = frozenset({"has", "have", "had", "is", "are", "was", "were", "a", "ont", "avait", "est", "sont", "be", "been"})
