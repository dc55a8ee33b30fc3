"""Bodies that order, judge or rule, and those who are told: what others are to do is no step of a body's own."""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THE, THEY
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.outsiders import PASSIVE_BY
from watchers.claims.stages import Staged
from watchers.claims.tokens import fold
from watchers.claims.wishes import NEXT, NOUNS, SOON


def ordered(frame: Frame, told: Staged) -> bool:
    """ "A judge ordered the department to …": the body is told what to do, and orders nothing."""
    line = frame.line
    if told.stage is Stage.ENDED and _of_its_maker(line, told):
        return True
    told_off = line.tokens[told.cue.first].fold == "ordered" and told.cue.end <= frame.span[0] and frame.named
    told_off = told_off and not (told.cue.first and line.tokens[told.cue.first - 1].fold in _WERE)
    return told_off and "by" not in {token.fold for token in line.words(told.cue.end, frame.span[0])}


def _of_its_maker(line: Line, told: Staged) -> bool:
    """ "Senators told OpenAI to stop …": what the maker is to do."""
    before = line.before(told.cue.start, _MAKER)
    at = next((at for at, token in enumerate(before[:-1]) if token.fold in _TELLS), None)
    name = line.name_at(before[at + 1].start) if at is not None else None
    return name is not None and name.role is Role.VENDOR and before[-1].fold == "to"


_MAKER = 5


def judges(frame: Frame, told: Staged) -> bool:
    """ "The court ruled that X must withdraw Y", "recommande aux ministères de se doter de": it has its say on what others do."""
    line = frame.line
    ends = [frame.span[1], *(name.end for name in frame.clause.names(line, Role.AGENCY))]
    for cue in line.cued("judge"):
        if _of_itself(line, cue):
            continue
        if told.stage is Stage.ENDED and (_to_its_bodies(line, cue) or _staff_were_told(line, frame, cue)):
            continue  # "told agencies to stop recording meetings with X"
        own = _OWN_STAFF | _OWN_BODIES if all(body.startswith(_GOVERNS) for body, _ in frame.bodies) else _OWN_STAFF
        last = max(cue.last, told.cue.last) if told.cue.first <= cue.last else cue.last
        if told.stage is Stage.ENDED and not own.isdisjoint(token.fold for token in line.tokens[cue.first : last + 1]):
            continue  # "a demandé à ses cadres de ne plus …", "told departments not to use"
        before = [end for end in ends if end <= cue.start]
        if before and cue.start <= told.cue.start:
            gap = [token.fold for token in line.words(max(before), cue.start)]
            if len(gap) <= NEXT and not _ASIDE.intersection(gap) and (not gap or gap[-1] not in NOUNS):
                return True
            within = "," not in {token.fold for token in line.words(cue.end, told.cue.start)}
            if gap[:1] == [","] and gap[1:] in (["which"], ["who"], ["qui"]) and within and frame.named:
                return True  # ", which wants every department to list what it uses"
    return False


def _of_itself(line: Line, cue: Cue) -> bool:
    """ "Rappelle qu'elle utilise X": what it says of itself; "qu'il faut" is of nobody."""
    behind = [token.fold for token in line.tokens[cue.last + 1 : cue.last + 3]]
    return len(behind) > 1 and behind[0] in THEY and behind[1] not in _IMPERSONAL


_IMPERSONAL = frozenset({"faut", "est", "convient", "s'", "y", "fallait", "etait", "is", "was", "would", "should", "must"})


def by_its_order(frame: Frame, told: Staged) -> bool:
    """ "L'expert mandaté par le tribunal a fait rédiger …": the body gave an order or a post, and another acts."""
    line = frame.line
    if not frame.named or told.cue.start < frame.span[1]:
        return False
    row = [token for token in line.before(frame.span[0], NEXT) if token.fold not in THE]
    if len(row) < 2 or row[-1].fold not in PASSIVE_BY or not row[-2].fold.startswith(_POSTED):
        return False
    wares = [cue.start for cue in line.cued("ai", "model")] + [name.start for name in line.named(Role.PRODUCT)]
    return not any(frame.clause.start <= place < row[-2].start for place in wares)


_POSTED_WORDS = "mandat nomm design commis missionn recrut embauch engag condamn poursuiv interpell sanctionn accus"
_POSTED = (*_POSTED_WORDS.split(), "appoint", "hired", "commission", "retained", "charged", "sued", "fined", "instruct")


def rules(frame: Frame, told: Staged) -> bool:
    """ "The court annulled the contract": a court ends what others have."""
    heads = {name.split()[0] for name in map(fold, (body for body, _ in frame.bodies))}
    verb = frame.line.tokens[told.cue.first].fold
    court = heads & _COURTS or any(fold(body).endswith(" court") for body, _ in frame.bodies)
    return bool(court) and told.stage is Stage.ENDED and frame.span[1] <= told.cue.start and verb.startswith(_QUASHES)


_COURTS = frozenset({"tribunal", "cour", "court", "tribunaux"})
_QUASHES = ("annul", "suspen", "cass", "interdi", "invalid", "block", "bloqu", "halt", "void", "struck", "quash", "bar", "ban")
_OWN_STAFF_WORDS = """
    ses leurs its their staff employees members officers officials sailors soldiers troops personnel workers civil agents
    fonctionnaires
"""
_OWN_STAFF = frozenset(_OWN_STAFF_WORDS.split())
"""Whom a body tells what to stop: its own people."""
_OWN_BODIES = frozenset(
    {"agency", "agencies", "departments", "ministries", "bodies", "ministeres", "administrations", "organismes", "services"}
)
_GOVERNS = ("Government of", "State of", "Commonwealth of")


def _to_its_bodies(line: Line, cue: Cue) -> bool:
    """Told to those who serve with the body, and to no vendor."""
    if line.tokens[cue.first].fold not in _TELLS:
        return False
    behind = line.tokens[cue.first + 1 : cue.last + 1 + SOON]
    staff = {one.start for one in line.cued("figure.staff")} - {one.start for one in line.cued("outsider")}
    at = next((at for at, token in enumerate(behind) if token.start in staff or token.fold in _ITS_BODIES), None)
    return at is not None and "to" in {token.fold for token in behind[at + 1 :]}


def _staff_were_told(line: Line, frame: Frame, cue: Cue) -> bool:
    """ "Police officers in Kent were told to stop": by their own house, where nobody else is named."""
    before = line.tokens[cue.first - 1].fold if cue.first else ""
    row = line.words(frame.clause.start, line.tokens[cue.first].start)
    staff = {one.start for one in line.cued("figure.staff")}
    own = any(token.start in staff or token.fold in _ITS_BODIES | _IN_SERVICE for token in row)
    behind = {token.fold for token in line.tokens[cue.first + 1 : cue.last + 1 + SOON]}
    return before in _WERE and own and "by" not in behind


_IN_SERVICE = frozenset(
    {"officers", "deputies", "troopers", "soldiers", "nurses", "doctors", "teachers", "clerks", "firefighters"}
)
_WERE = frozenset({"was", "were", "been", "being", "are"})
_TELLS = frozenset({"told", "tells", "ordered", "orders", "directed", "directs", "instructed", "instructs", "asked"})
_ITS_BODY_WORDS = "agencies departments ministries offices schools units bureaus divisions branches employees contractors"
_ITS_BODIES = frozenset(_ITS_BODY_WORDS.split())
_ASIDE = frozenset({",", "(", "which", "who", "that", "qui", "que", "dont"})


def told_to_all(frame: Frame, told: Staged) -> bool:
    """ "Ordonne à toutes les agences fédérales de cesser d'utiliser X": the head of a government speaks, and no judge."""
    ahead = [token.fold for token in frame.line.words(frame.clause.start, frame.span[0])]
    if told.stage is not Stage.ENDED or frame.span[1] > told.cue.start or not _COURTS.isdisjoint(ahead):
        return False
    between = [token.fold for token in frame.line.words(frame.span[1], told.cue.start)]
    if between[:1] != [] and between[0] in _HAVE_TO and len(between) <= _ORDERED and _BY_WHEN.issuperset(between[1:]):
        return True  # "les agences fédérales ont six mois pour cesser d'utiliser X"
    return any(fold.startswith(_ORDERS) and fold not in _ORDER_NOUNS for fold in ahead[-_ORDERED:])


_ORDERED = 6
_HAVE_TO = frozenset({"must", "have", "doivent", "devront", "ont"})
_BY_WHEN_WORDS = """
    one two three four five six seven nine ten twelve thirty sixty ninety days weeks months a year to until now
    un une deux trois quatre cinq six sept dix douze trente soixante jours semaines mois an pour jusqu'a
"""
_BY_WHEN = frozenset(_BY_WHEN_WORDS.split())
_ORDERS = ("ordonn", "enjoin", "somm", "ordered", "orders", "directed", "directs", "instructed", "instructs")
_ORDER_NOUNS = frozenset({"somme", "sommes", "sommet", "sommets", "ordonnance"})
_COURTS = frozenset({"judge", "court", "juge", "tribunal", "cour", "would", "could", "might", "pourrait", "not", "pas"})
