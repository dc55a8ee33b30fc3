"""Bodies that a clause names only beside what it tells: at whose request, to whom somebody complained, next to whose door.

"Dropped X at the request of the inspectorate", "complained to the tribunal that the contract went to X", "letters like those
of the pension service", "ordered chips from a firm whose plant is next to the laboratory": nothing is said of what they do.
"""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THE, THEIR
from watchers.claims.joining import distance
from watchers.claims.model import Stage
from watchers.claims.polarity import family, reports
from watchers.claims.stages import Staged

_BEFORE = 7


def stands_by(frame: Frame, told: Staged) -> bool:
    """Whether the body is no more than a neighbour, an addressee or a reason of what the clause tells."""
    line = frame.line
    whence = _whence(frame, told) or _beside(frame) or _lends_machines(frame) or _owns_it(frame, told) or _extent(frame, told)
    beside = whence or _scholars(frame) or _private(frame) or _before_relative(frame, told)
    beside = beside or _tells_of_next(frame, told) or _reports_of(frame, told) or _judges_other(frame, told)
    heard = _hears(frame, told) or _maker_buys(frame, told) or _examines(line, told)
    others = _looks_at(frame, told) or _bans_a_thing(frame, told) or _does_its_own(frame, told) or _of_money(line, told)
    return frame.named and (beside or heard or others)


def _beside(frame: Frame) -> bool:
    """Right behind "at the request of", "next to", "those of"."""
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    tail = " " + " ".join(before)
    return tail.endswith(_PHRASES.get(frame.line.lang, ()))


def _whence(frame: Frame, told: Staged) -> bool:
    """ "Researchers put questions to X and compared the answers with guidance from the office": where a text comes from."""
    if told.cue.end > frame.span[0] or family(told.cue) not in ("explore", "adopt") or frame.line.lang != "en":
        return False
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    return len(before) > 1 and before[-1] in ("from", "by") and before[-2] in _TEXTS


def _extent(frame: Frame, told: Staged) -> bool:
    """ "Has cleared X for purchase across the Australian Government": how far it holds, where another body is told of."""
    line, start = frame.line, frame.span[0]
    others = [name for name in line.named(Role.AGENCY) if name.end <= start and name.name not in dict(frame.bodies)]
    row = [token.fold for token in line.before(start, _BEFORE)]
    plain = [fold for fold in row if fold not in _ARTICLES and fold not in _ALL]
    names = {name.name for name in line.named(Role.AGENCY) if name.entity and name.entity.category == "government"}
    whole = all(body in names for body, _ in frame.bodies) and told.stage is not Stage.OFFERED
    led = plain[-1:] != [] and (plain[-1] in _THROUGHOUT or (plain[-1] in ("for", "pour", "of") and row[-1] not in plain))
    return whole and bool(others) and (led or " ".join(plain[-2:]) in ("behalf of", "nom du", "nom de"))


_ALL = frozenset({"whole", "entire", "all", "ensemble", "tout", "toute", "of", "de", "du"})
_THROUGHOUT = frozenset({"across", "throughout", "dans", "for", "pour", "within"})


def _owns_it(frame: Frame, told: Staged) -> bool:
    """ "X, which runs most of the government's servers, has approved Y": whose things another body works with."""
    line, (start, end) = frame.line, frame.span
    others = [name for name in line.named(Role.AGENCY) if name.end <= told.cue.start and name.name not in dict(frame.bodies)]
    behind = [token.fold for token in line.behind(end, 1)]
    return bool(others) and told.cue.end <= start and behind == ["'s"] and family(told.cue) == "adopt"


def _lends_machines(frame: Frame) -> bool:
    """ "Would run on servers operated by the body", « sur des serveurs exploités par la régie »: whose machines they are."""
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    run = len(before) > 2 and before[-1] in ("by", "par") and before[-2].startswith(_RUN_BY)
    return run and not _MACHINES.isdisjoint(before[:-2])


_RUN_BY = ("operat", "owned", "run", "exploit", "gere", "administr")
_MACHINES_WORDS = """
    servers server machines cloud data centre center centres centers infrastructure serveurs serveur machines nuage datacenter
    datacenters donnees centre
"""
_MACHINES = frozenset(_MACHINES_WORDS.split())
_TEXTS_WORDS = """
    guidance data figures statistics records documents rules advice standards material archives transcripts information guidelines
    numbers decisions judgments rulings letters statements files questions answers reports texts
"""
_TEXTS = frozenset(_TEXTS_WORDS.split())


def _before_relative(frame: Frame, told: Staged) -> bool:
    """ "X shares a hall with Y, which uses Z": the relative clause is said of the body right before it.

    Behind an aside, "X, part of Y, which uses Z", it may be said of the first.
    """
    line, row = frame.line, frame.line.tokens
    between = [name for name in line.named(Role.AGENCY) if frame.span[1] <= name.start and name.end <= told.cue.start]
    for other in between:
        gap = {token.fold for token in line.words(frame.span[1], other.start)}
        own = gap <= _OWNS or "," in gap or other.name in dict(frame.bodies)  # "the office of X, which …"
        at = next((at for at, token in enumerate(row) if token.start >= other.end), len(row))
        who = at + 1 < len(row) and row[at].fold == "," and row[at + 1].fold in _WHO
        if own or not who or (other.entity is not None and other.entity.category in ("program", "platform")):
            continue
        inside = {token.fold for token in row[at + 2 : told.cue.first]}
        return row[at + 1].start < told.cue.start and "," not in inside and other is between[-1]
    return False


def _tells_of_next(frame: Frame, told: Staged) -> bool:
    """ "X said its counterpart, Y, uses Z": it speaks of another."""
    row = frame.line.behind(frame.span[1], _ASIDE)
    folds = [token.fold for token in row]
    said = {cue.start for cue in frame.line.cued("say")}
    at = next((at for at, token in enumerate(row[:3]) if token.start in said), None)
    if at is None or told.cue.start < row[at].start:
        return False
    behind = [fold for fold in folds[at + 1 : at + 5] if fold not in _THAT]
    return len(behind) > 1 and behind[0] in THEIR and behind[1] in _NEXT


def _reports_of(frame: Frame, told: Staged) -> bool:
    """ "X said Y had bought Z", « X indique que Y utilise Z »: Y does it, and X only says so."""
    line = frame.line
    if told.cue.start < frame.span[1]:
        return False
    if _learns(frame):
        return True
    saying = (cue for cue in line.cued("say") if frame.span[1] <= cue.start < told.cue.start and reports(line, cue))
    said = next(saying, None)
    ahead = [token.fold for token in line.words(frame.span[1], said.start)] if said is not None else []
    if said is None or len(ahead) > _TITLED or not {",", "and", "et", ";"}.isdisjoint(ahead) or line.quoted(said.start):
        return False
    behind = line.behind(said.end, _ASIDE)
    that = next((token for token in behind if token.fold in ("that", "que", "qu'")), None)
    start = that.end if that is not None and that.start < told.cue.start else said.end
    others = [name for name in line.named(Role.AGENCY) if start <= name.start and name.end <= told.cue.start]
    if not others or others[0].name in dict(frame.bodies):
        return False
    staff = {cue.end for cue in line.cued("figure.staff") if start <= cue.start and cue.end < others[0].start}
    gap = [token.fold for token in line.words(max(staff, default=start), others[0].start)]
    gap = [fold for fold in gap if not (staff and fold in ("at", "of", "in", "de", "du", "des", "d'"))]  # "engineers at the Mint"
    verbs = [cue for cue in line.cued("say") if others[0].end <= cue.start < told.cue.start]
    return _SUBJECT.issuperset(gap) and not verbs


_OWNS = frozenset(
    {"'s", "'", "of", "the", "at", "in", "de", "du", "des", "d'", "la", "le", "l'", "a", "au", "aux", ",", "(", ")"}
)
_WHO = frozenset({"which", "who", "whose", "where", "qui", "dont"})
_THAT = frozenset({"that", "que", "qu'", "on", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def _learns(frame: Frame) -> bool:
    """ "The Senate has learned from X that Y uses Z": what it hears."""
    behind = [token.fold for token in frame.line.behind(frame.span[1], _ASIDE)]
    at = next((at for at, fold in enumerate(behind[:_TITLED]) if fold in _LEARNED), None)
    return at is not None and not {"that", "que", "qu'"}.isdisjoint(behind[at:])


_LEARNED = frozenset({"learned", "learnt", "heard", "appris", "apprend", "apprenait"})


def _judges_other(frame: Frame, told: Staged) -> bool:
    """ "X praised Y for using Z", « X a aidé Y à installer Z »: what Y did, or is to do."""
    line = frame.line
    others = [name for name in line.named(Role.AGENCY) if frame.span[1] <= name.start and name.end <= told.cue.start]
    between = [token.fold for token in line.words(frame.span[1], others[0].start)] if others else []
    verb = next((fold for fold in between if fold not in _ARTICLES), "") if len(between) <= _TITLED else ""
    verb = next((fold for fold in between if fold in _DONE_TO_OTHERS), verb)
    return verb in _DONE_TO_OTHERS and others[0].name not in dict(frame.bodies)


_DONE_TO_OTHERS_WORDS = """
    praised praises commended commends congratulated thanked criticised criticized criticises criticizes faulted faults blamed
    blames scolded rebuked slammed blasted lauded hailed felicite felicitait remercie critique blame raille loue aide aidera
    aident
"""
_DONE_TO_OTHERS = frozenset(_DONE_TO_OTHERS_WORDS.split())
_TITLED = 5
"""Words between a body and its verb of saying: "'s chief scientist also"."""
_SUBJECT = THE | _THAT | {"both", "also", "even", "meme", "aussi", "only", "seul", "seule", "today", "yesterday", "hier", "late"}
"""Before the subject of what is said."""
_NEXT_WORDS = """
    counterpart counterparts neighbour neighbor neighbours neighbors sister rival voisin voisine voisins voisines homologue
    homologues
"""
_NEXT = frozenset(_NEXT_WORDS.split())


def _scholars(frame: Frame) -> bool:
    """ "A professor at the college told the dinner that X …", "Professor N of the college has tried X": one of its scholars."""
    row = [token for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    if len(row) < 2 or row[-1].fold not in _OF:
        return False
    row = row[:-1]
    while row and row[-1].fold not in _SCHOLARS and (row[-1].upper or row[-1].fold in (",", ".")):
        row = row[:-1]
    return bool(row) and row[-1].fold in _SCHOLARS


def _private(frame: Frame) -> bool:
    """ "The Lingua Franca Bureau, a private agency", "the X Institute, a think tank": no public body under a body's noun."""
    behind = [token.fold for token in frame.line.behind(frame.span[1], _ASIDE)]
    aside = behind[1 : behind.index(",", 1)] if "," in behind[1:] else behind[1:]
    return behind[:1] == [","] and aside[:1] != [] and aside[0] in _A and not _PRIVATE.isdisjoint(aside[1:])


def _looks_at(frame: Frame, told: Staged) -> bool:
    """ "Was given money to study how doctors use X": what others do with it is looked at."""
    line, row = frame.line, frame.line.tokens
    if told.cue.start < frame.span[1] or family(told.cue) not in ("adopt", "explore"):
        return False
    behind = [at for at, token in enumerate(row) if token.start >= frame.span[1]]
    studies = [at for at in behind if row[at].fold.startswith(_STUDIES) or row[at].fold in _SEES]
    if not studies or studies[0] > told.cue.first:
        return False
    how = next((at for at in range(studies[0] + 1, min(studies[0] + _ASIDE, len(row))) if row[at].fold in _HOW), None)
    if how is None or {token.start for token in row[how + 1 : how + 3]} & {one.start for one in line.names}:
        return False
    ahead = [token.fold for token in row[how + 1 : how + 4]]
    return bool(ahead) and not (ahead[0] == "to" or (line.lang == "fr" and ahead[0].endswith(_TO_DO))) and _OWN.isdisjoint(ahead)


def _does_its_own(frame: Frame, told: Staged) -> bool:
    """ "X a été installé par Y, et le laboratoire a contrôlé le pain": the body begins a clause and has a verb of its own."""
    before = [token.fold for token in frame.line.before(frame.span[0], 3) if token.fold not in _ARTICLES]
    behind = [token.fold for token in frame.line.behind(frame.span[1], 1)]
    return before[-2:] in ([",", "et"], [",", "and"]) and told.cue.end <= frame.span[0] and behind[:1] != [] and behind[0] in _HAS


def _of_money(line: Line, told: Staged) -> bool:
    """ "Has ended a grant to the centre, which had compared X with people": the money ends, and no model."""
    behind = [token.fold for token in line.tokens[told.cue.last + 1 : told.cue.last + 4]]
    return family(told.cue) == "end" and not _MONEY.isdisjoint(behind)


_HAS = frozenset({"a", "ont", "est", "sont", "avait", "sera", "has", "have", "had", "is", "was", "will"})
_MONEY = frozenset({"grant", "grants", "stipend", "fellowship", "subsidy", "subsidies", "bourse", "bourses", "subvention"})


def _bans_a_thing(frame: Frame, told: Staged) -> bool:
    """ "Recalled a bear that answers with X", "a rejeté mon recours par une lettre dont X rougirait": a thing of others'."""
    line = frame.line
    goods = next((name.start for name in line.named(Role.PRODUCT, Role.VENDOR) if name.start >= frame.span[1]), None)
    row = [token.fold for token in line.words(frame.span[1], goods)] if goods is not None and family(told.cue) == "adopt" else []
    verb = next((at for at, word in enumerate(row[:_ASIDE]) if word.startswith(_BANS)), None)
    return verb is not None and not _WHICH.isdisjoint(row[verb:])


def _hears(frame: Frame, told: Staged) -> bool:
    """ "Complained to the body that …", "ont saisi le tribunal : …": somebody tells it of others' doings."""
    if told.cue.start < frame.span[1]:
        return False
    before = [token.fold for token in frame.line.before(frame.span[0], _BEFORE) if token.fold not in _ARTICLES]
    last = before[-2:] if before[-1:] and before[-1] in _TO else before[-1:]
    return last[:1] != [] and last[0] in _COMPLAINS and not (frame.line.lang == "en" and len(last) == 1)


def _maker_buys(frame: Frame, told: Staged) -> bool:
    """ "X a commandé des puces à Y, dont l'usine jouxte le laboratoire": the maker is who orders."""
    line = frame.line
    if family(told.cue) != "contract" or told.cue.end > frame.span[0] or not _buys(line, told):
        return False
    makers = [name for name in line.named(Role.VENDOR) if name.end <= told.cue.start]
    return bool(makers) and distance(line, (makers[-1].start, makers[-1].end), (told.cue.start, told.cue.end)) <= 1


def _buys(line: Line, told: Staged) -> bool:
    return line.tokens[told.cue.first].fold.startswith(_BUYS)


def _examines(line: Line, told: Staged) -> bool:
    """ "Ran the entrance exam on X": a model is put to the test, and nothing is done with it."""
    row = line.tokens
    behind = {token.fold for token in row[told.cue.last + 1 : told.cue.last + 1 + _BEFORE]}
    return row[told.cue.first].fold in _RUNS and not behind.isdisjoint(_TESTS) and "on" in behind


_ARTICLES = frozenset({"the", "la", "le", "l'", "les", "an"})
_ENGLISH = """
    at request of;at urging of;at insistence of;on advice of;under pressure from;on orders of;on orders from
    next to;next door to;those of;that of;near;across from;opposite;members include;members included;signatories include
    beside;funded by;financed by;subsidised by
"""
_FRENCH = """
    a demande;sur demande;sur conseil;sur pression;sous pression;sur ordre;sur injonction
    voisin;voisine;voisins;ceux;celles;celui;celle;a cote;pres;a deux pas;en face;membres
"""
_PHRASES = {
    "en": tuple([f" {phrase}" for phrase in _ENGLISH.strip().replace("\n", ";").replace("    ", "").split(";")]),
    "fr": (
        " jouxte",
        *(" parmi ses membres", " dont fait partie", " dont font partie", " financee par", " finance par", " subventionnee par"),
        *[f" {one} {of}" for one in _FRENCH.strip().replace("\n", ";").replace("    ", "").split(";") for of in ("de", "du")],
    ),
}
_TO = frozenset({"to", "before", "a", "aupres", "devant", "au"})
_COMPLAIN_WORDS = """
    complained complains complain complaining appealed petitioned wrote plaint plaignent plaindre saisi saisit saisissent ecrit
"""
_COMPLAINS = frozenset(_COMPLAIN_WORDS.split())
_BUYS = ("order", "bought", "buy", "lease", "rent", "hire", "command", "achet", "acquis", "lou", "recrut")
_RUNS = frozenset({"ran", "run", "runs", "running", "put", "puts"})
_TESTS = frozenset({"exam", "exams", "test", "tests", "benchmark", "benchmarks", "quiz", "questions", "trials", "experiment"})
_OF = frozenset({"at", "of", "from", "a", "de", "du", "d'"})
_SCHOLAR_WORDS = """
    professor professors lecturer researcher fellow student historian economist professeur professeure chercheur chercheuse
    enseignant enseignante etudiant etudiante historien historienne economiste
"""
_SCHOLARS = frozenset(_SCHOLAR_WORDS.split())
_ASIDE = 7
_A = frozenset({"a", "an", "une", "un"})
_PRIVATE_WORDS = "private privately privee prive tank tanks lobby advocacy ngo reflexion ong lobbying pressure"
_PRIVATE = frozenset(_PRIVATE_WORDS.split())
_STUDIES = ("study", "studi", "examin", "etudi", "analys", "mesur", "measur", "understand", "comprendre", "survey", "track")
_SEES = frozenset({"see", "know", "learn", "savoir", "voir"})
_HOW = frozenset({"how", "facon", "maniere", "comment", "effects", "effets", "impact"})
_OWN = frozenset({"its", "it", "they", "their", "ses", "leurs", "il", "elle", "son", "sa"})
_BANS = ("recall", "rappel", "reject", "rejet", "seize", "saisi", "fined", "condamn", "sanction")
_TO_DO = ("er", "ir", "re")
_WHICH = frozenset({"that", "which", "whose", "qui", "dont"})
