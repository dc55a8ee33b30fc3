"""Who does what a verb tells, where that is not the body that leads its clause."""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THE, THEIR
from watchers.claims.joining import STAGES, distance
from watchers.claims.outsiders import RELATIVE
from watchers.claims.polarity import family, reports
from watchers.claims.stages import Staged
from watchers.claims.wares import WARES
from watchers.claims.wishes import NEAR, SOON


def only_speaks(frame: Frame, told: Staged) -> bool:
    """ "The commission says that X bought Y", "found that teenagers use Z": the verb has a subject of its own behind "that"."""
    line = frame.line
    taking = family(told.cue) in ("adopt", "contract") and told.cue.start >= frame.span[1]
    if told.shown or not taking or _to_its_staff(frame, told):
        return False
    subject = [name for name in line.named(Role.VENDOR) if name.end <= told.cue.start]
    apposed = [token.fold for token in line.words(frame.span[1], told.cue.start)]
    aside = apposed[:1] == [","] and apposed[-1:] == [","]  # "X, actionnaire de Y, utilise Z"
    if subject and not aside and distance(line, (subject[-1].start, subject[-1].end), (told.cue.start, told.cue.end)) <= 1:
        said = any(frame.span[1] <= cue.start < subject[-1].start for cue in line.cued("say"))
        return said or family(told.cue) == "adopt"
    saying = [cue for cue in line.cued("say") if frame.span[1] <= cue.start < told.cue.start and reports(line, cue)]
    bodies = line.cued("body")  # "said the agency uses X"
    theirs = [token.fold for token in line.before(told.cue.start, 1)]  # "a précisé la portée de son accord avec X"
    if not saying or any(saying[-1].end <= cue.start < told.cue.start for cue in bodies) or THEIR.issuperset(theirs):
        return False
    between = line.words(saying[-1].end, told.cue.start)
    named = [name for name in line.names if saying[-1].end <= name.start and name.end <= told.cue.start]
    if any(name.role in (Role.PRODUCT, Role.AGENCY) for name in named):
        return False
    if named:
        last = named[-1]
        return last.role is Role.VENDOR and distance(line, (last.start, last.end), (told.cue.start, told.cue.end)) <= 1
    others = [token for token in between[:_SHORT] if token.fold.endswith("s") and len(token.fold) > _PLURAL]
    staff = {cue.start for cue in line.cued("figure.staff")}
    apart = line.lang == "en" and any(token.start not in staff for token in others)  # "said agencies had bought X"
    own = any(token.fold in _ITSELF for token in between) or _its_people(line, saying[-1].end, told.cue.start)
    return (len(between) > _SHORT or apart) and not own


def _to_its_staff(frame: Frame, told: Staged) -> bool:
    """ "Has told staff to stop using X and switch to Y": what its own people are to do, a body does."""
    line = frame.line
    row = line.words(frame.span[1], told.cue.start)
    staff = {cue.start for cue in line.cued("figure.staff")}
    at = next((at for at, token in enumerate(row) if token.fold in _ORDERS), None)
    people = next((no for no in range(at + 1, min(at + 4, len(row))) if row[no].start in staff), None) if at is not None else None
    return line.lang == "en" and people is not None and [token.fold for token in row[people + 1 : people + 2]] == ["to"]


_ORDERS = frozenset({"told", "tells", "asked", "asks", "ordered", "orders", "instructed", "directed"})


def surveyed(frame: Frame, told: Staged) -> bool:
    """ "Une enquête du ministère montre que 82 % des étudiants utilisent X": whose survey it is, and others who are asked."""
    line = frame.line
    if told.shown or family(told.cue) not in ("adopt", "contract") or told.cue.start < frame.span[1]:
        return False
    before = [token.fold for token in line.before(frame.span[0], _SURVEY)]
    row = [token.fold for token in line.words(frame.span[1], told.cue.start)]
    if _SURVEYS.isdisjoint(before) or _THAT.isdisjoint(row):
        return False
    return not any(fold in _ITSELF or fold in _ITS for fold in row)


_SURVEY = 4
_SURVEY_WORDS = "enquete etude sondage barometre rapport consultation survey study poll report questionnaire"
_SURVEYS = frozenset(_SURVEY_WORDS.split())
_THAT = frozenset({"que", "qu'", "that"})
_ITS = frozenset({"ses", "son", "sa", "its", "their", "agents", "fonctionnaires", "staff", "employees"})


def _its_people(line: Line, start: int, end: int) -> bool:
    """ "Said 12 managers had used X": those who serve the body that says so."""
    if line.lang != "en" or any(start <= cue.start < end for cue in line.cued("outsider")):
        return False
    row = line.words(start, end)
    staff = {cue.start for cue in line.cued("figure.staff")}
    return len(row) <= SOON and any(token.start in staff for token in row)


_PLURAL = 4


def of_strangers(frame: Frame, told: Staged) -> bool:
    """ "Sanctioned a network that used X": who uses it is what the verb takes, neither a tool nor people of the body."""
    line = frame.line
    if family(told.cue) != "adopt" or told.shown or told.cue.start < frame.span[1]:
        return False
    at = told.cue.first - 1
    while at > 0 and line.tokens[at].fold in _AUXILIARY:
        at -= 1
    if at < 1 or line.tokens[at].fold not in RELATIVE or line.tokens[at - 1].start < frame.span[1]:
        return False
    head = line.tokens[at - 1]
    known = [cue.end for cue in line.cued("ai", "model", "figure.staff", "body", "served", *STAGES)]
    noun = line.tokens[max(0, at - 3) : at]
    own = any(token.end in known or token.upper or token.fold in WARES or token.fold in _PARTS for token in noun)
    return head.word and not own and line.tokens[told.cue.first].fold.startswith(_USE)


_AUXILIARY = frozenset({"has", "had", "have", "was", "were", "is", "are", "a", "ont", "avait", "avaient", "also", "already"})
_USE = ("use", "using", "util", "emplo", "recour", "serv", "turn", "rely", "relied")
_PARTS_WORDS = """
    team teams unit units division divisions branch lab labs laboratory office offices service services section group project
    programme program pilot trial process workflow site website portal hotline line desk helpdesk equipe equipes unite unites
    cellule laboratoire bureau bureaux projet essai portail guichet direction directions pole
"""
_PARTS = frozenset(_PARTS_WORDS.split())


def firm_did(frame: Frame, told: Staged) -> bool:
    """ "Novartis said it had used X for a filing to the agency": a name that nobody knows tells of itself."""
    line = frame.line
    row = [token for token in line.words(frame.clause.start, frame.clause.end)[:SOON] if token.word]
    if line.lang != "en" or not frame.named or frame.span[0] < told.cue.end or len(row) < _SAID_IT or not row[0].upper:
        return False
    known = line.is_named(row[0].start) or any(cue.start <= row[0].start < cue.end for cue in line.cues)
    said = any(cue.start == row[1].start for cue in line.cued("say"))
    return not known and said and "it" in (row[2].fold, row[-1].fold)


_SAID_IT = 3


def by_way(frame: Frame, told: Staged) -> bool:
    """ "Could save £4 million by using X": what might be."""
    line = frame.line
    by = told.cue.first > 0 and line.tokens[told.cue.first - 1].fold == "by" and line.tokens[told.cue.first].fold.endswith("ing")
    row = {token.fold for token in line.words(frame.span[1], told.cue.start)} if by and frame.named else set()
    return line.lang == "en" and not row.isdisjoint(("could", "would", "might"))


def noun_did(frame: Frame, told: Staged) -> bool:
    """ "The institute cited the ministry of the forces, which signed with X": another body, by its noun alone."""
    line = frame.line
    row = [token.fold for token in line.before(told.cue.start, SOON)]
    if line.lang != "en" or frame.span[1] > told.cue.start or row.count(",") != 1:
        return False
    if row[row.index(",") + 1 : row.index(",") + 2] not in (["which"], ["who"]):
        return False
    comma = next(token for token in line.before(told.cue.start, SOON) if token.fold == ",")
    before = line.before(comma.start, 1)
    nouns = [cue for cue in frame.clause.cues(line, "body") if frame.span[1] <= cue.start < comma.start]
    return bool(nouns) and not line.is_named(before[0].start) and not any(cue.end == comma.start for cue in line.cued("ai"))


def leader_did(frame: Frame, told: Staged) -> bool:
    """ "Deloitte will refund a fee to the department after it used X": "it" is the firm that leads the sentence."""
    line = frame.line
    if line.lang != "en" or not frame.named or frame.span[1] > told.cue.start:
        return False
    before = [token.fold for token in line.before(told.cue.start, _SAID_IT)]
    behind_body = [token.fold for token in line.words(frame.span[1], told.cue.start)]
    firms = [name for name in line.named(Role.COMPANY, Role.VENDOR) if name.end <= frame.span[0]]
    leads = bool(firms) and all(not token.word for token in line.words(frame.clause.start, firms[0].start))
    return leads and "it" in before and not {"after", "because", "when", "where"}.isdisjoint(behind_body)


def others_do(frame: Frame, told: Staged) -> bool:
    """ "Opened a study of how companies price X": between the body and the verb others begin to act."""
    line = frame.line
    row = line.words(frame.span[1], told.cue.start) if frame.named and frame.span[1] <= told.cue.start else ()
    asked = next((at for at, token in enumerate(row) if token.fold in _ASKING), None)
    if asked is not None and not {"how", "whether", "why"}.isdisjoint(token.fold for token in row[asked + 1 :]):
        return True  # "is asking universities how their staff use X"
    at = next((at for at, token in enumerate(row[:-1]) if token.fold in ("how", "why")), None)
    if at is None:
        return False
    acting = {cue.start for cue in line.cued("outsider")}
    acting |= {name.start for name in line.named(Role.VENDOR, Role.COMPANY, Role.AGENCY)}
    behind = next((token for token in row[at + 1 :] if token.fold not in THE), row[at + 1])
    return behind.start in acting


_ASKING = frozenset({"ask", "asks", "asked", "asking", "survey", "surveys", "surveyed", "surveying", "poll", "polled", "quizzed"})


def elsewhere(frame: Frame, told: Staged) -> bool:
    """ "Moved in next to the office", "the former head of the office": nothing is said of the body itself."""
    line = frame.line
    behind = [token.fold for token in line.behind(frame.span[1], 2)]
    if frame.named and behind[:1] == ["'s"] and behind[-1] in ("former", "ex", "outgoing", "onetime", "erstwhile"):
        return True  # "the office's former chief has joined X"
    before = {token.start for token in line.words(frame.clause.start, frame.span[0])[-NEAR - 1 :]}
    return frame.named and any(line.tokens[cue.last].start in before for cue in line.cued("former"))


_ITSELF = frozenset(
    {"it", "its", "they", "their", "we", "our", "he", "she", "il", "elle", "ils", "elles", "nous", "on", "ses", "leurs", "sa"}
)
_SHORT = 2
