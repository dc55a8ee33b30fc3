"""People who act for no body: the one accused, a school's pupils, taxpayers who write; and who only says what they do."""

from watchers.claims.actors import Line
from watchers.claims.binding import Frame
from watchers.claims.closed import THEIR
from watchers.claims.implied import contested
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.stages import Staged
from watchers.claims.wishes import NEXT, SOON


def by_others(frame: Frame, told: Staged) -> bool:
    """ "A man who used X", "des pirates se sont servis de X": people who act for no body are the subject of the verb."""
    line = frame.line
    if family(told.cue) not in ("adopt", "explore", "get") or contested(line, told.cue):
        return False
    before = [cue for cue in line.cued("outsider") if cue.end <= told.cue.start and frame.clause.holds(cue.start)]
    before = [cue for cue in before if not (_owned(line, frame, cue) or _let(line, cue) or _with_it(frame, cue))]
    if before and _leads_it(frame, told, before[0]):
        return True
    if not before or told.cue.first - before[-1].last > NEXT or before[-1].end <= frame.span[1] <= told.cue.start:
        return False
    between = [token.fold for token in line.tokens[before[-1].last + 1 : told.cue.first]]
    return not {",", "et", "and"}.intersection(between) and not PASSIVE_BY.intersection(
        token.fold for token in line.tokens[told.cue.first + 1 : told.cue.last + 3]
    )


def _with_it(frame: Frame, cue: Cue) -> bool:
    """ "NATO and its suppliers can use X", « l'Otan et ses fournisseurs »: the body acts with them."""
    between = [token.fold for token in frame.line.words(frame.span[1], cue.start)]
    return len(between) > 1 and between[0] in ("and", "et") and between[1] in THEIR


def _leads_it(frame: Frame, told: Staged, cue: Cue) -> bool:
    """ "Hackers of the group X used Y to write letters like those of the service": they open the sentence, the body closes it."""
    between = {token.fold for token in frame.line.tokens[cue.last + 1 : told.cue.first]}
    closes = frame.named and told.cue.end <= frame.span[0] and not between & {",", "by", "par", "for", "pour", "to"}
    return closes and cue.first <= 1 and told.cue.first - cue.last <= SOON and told.cue.category == "adopt"


def _let(line: Line, cue: Cue) -> bool:
    """ "A service that lets staff and students use X": what the body lets them do is its own offer."""
    return not _LETS.isdisjoint(token.fold for token in line.tokens[max(0, cue.first - SOON) : cue.first])


_LETS = frozenset({"let", "lets", "letting", "allow", "allows", "allowing", "enables", "enabling"})


def _owned(line: Line, frame: Frame, cue: Cue) -> bool:
    """ "La DGFiP traite les messages de contribuables": theirs is what the body works on, and not the verb."""
    row = line.tokens
    if cue.last + 1 < len(row) and row[cue.last + 1].fold in ("'", "'s"):
        return True  # "taxpayers' questions"
    if line.lang == "en":  # "letters from residents are sorted": theirs is what is worked on
        next_word = row[cue.last + 1].fold if cue.last + 1 < len(row) else ""
        led = cue.first > 0 and row[cue.first - 1].fold in _FROM_THEM
        return led and next_word not in RELATIVE and not next_word.endswith("ing")
    if line.lang != "fr" or cue.first < 2 or frame.span[1] > row[cue.first - 2].start:
        return False
    behind = {token.fold for token in row[cue.last + 1 : cue.last + 2]}
    return row[cue.first - 1].fold in _OF_THEM and RELATIVE.isdisjoint(behind)


_OF_THEM = frozenset({"de", "d'", "des"})
_FROM_THEM = frozenset({"from", "to"})
PASSIVE_BY = frozenset({"by", "par"})


def outsider(frame: Frame, told: Staged) -> bool:
    """ "Charged a man who had used X", "students near the office use Y": the verb is that of people who act for no body."""
    line, clause = frame.line, frame.clause
    if family(told.cue) not in ("adopt", "explore", "contract"):
        return False
    if _one_who(frame) and _closes(line, frame, told):
        return True
    for cue in clause.cues(line, "outsider"):
        behind = line.tokens[cue.last + 1].fold if cue.last + 1 < len(line.tokens) else ""
        if cue.first and line.tokens[cue.first - 1].fold in OWN:
            continue
        if cue.first == 1 and line.tokens[0].fold in _ONE and frame.named and cue.end <= frame.span[0]:
            return True  # "Un étudiant de l'université …", "A patient of the hospital …"
        if _owned(line, frame, cue) or _let(line, cue):
            continue
        if _theirs(frame, told, cue):
            return True
        related = frame.span[1] <= cue.start < told.cue.start and (behind in RELATIVE or told.cue.first - cue.last <= 1)
        ahead_of = frame.span[1] <= told.cue.start or _closes(line, frame, told)
        leads = cue.first <= 1 and frame.named and cue.end <= frame.span[0] and ahead_of
        if related or (leads and behind not in _MEMBERS):
            return True
    return False


def sponsored(frame: Frame, told: Staged) -> bool:
    """ "Une association financée par le ministère utilise X", "a charity funded by the office": whoever lives on its money."""
    before = [token.fold for token in frame.line.before(frame.span[0], _NOUN) if token.fold not in _BY_ARTICLES]
    led = len(before) > 1 and before[-1] in PASSIVE_BY and before[-2].startswith(_SPONSORED)
    return led and frame.named and frame.span[1] <= told.cue.start


_SPONSORED_WORDS = """
    financ subventionn fonde soutenu aide parrain agree emplo mandat employ fund backed supported subsidis subsidiz sponsor
    founded owned hired licens accredit regulat
"""
_SPONSORED = tuple(_SPONSORED_WORDS.split())
_BY_ARTICLES = frozenset({"the", "a", "an", "le", "la", "l'", "les", "un", "une", "in", "en", "part", "largely", "partly"})


def _one_who(frame: Frame) -> bool:
    """ "The soldier who blew up a car used X, the police said": somebody that the body tells of."""
    words = frame.line.words(frame.clause.start, frame.clause.end)
    row = [token.fold for token in words[: _NOUN + 1] if token.word]
    return row[:1] != [] and row[0] in ("the", "a", "an") and "who" in row


_NOUN = 6


def _theirs(frame: Frame, told: Staged, cue: Cue) -> bool:
    """ "Des lycéens du lycée X ont créé avec Y un jeu": pupils and visitors of a body do as they like."""
    line = frame.line
    if (
        not frame.named
        or not cue.end <= frame.span[0]
        or frame.span[1] > told.cue.start
        or line.tokens[cue.first].fold not in _GUESTS
    ):
        return False
    gap = [token.fold for token in line.words(cue.end, frame.span[0])]
    return len(gap) <= NEXT and _OF_A.issuperset(gap) and family(told.cue) in _DOES and not _given(line, told)


def _given(line: Line, told: Staged) -> bool:
    """ "Have access to X", "disposent de X": what the body has given them."""
    row = line.tokens[told.cue.first : told.cue.last + 2]
    return any(token.fold in ("acces", "access") or token.fold.startswith(("dispos", "recoi", "recev")) for token in row)


_DOES = ("adopt", "explore", "contract")
_GUESTS_WORDS = """
    eleve eleves lyceen lyceens lyceennes collegien collegiens etudiant etudiants etudiantes patient patients clients usagers
    fournisseur fournisseurs supplier suppliers fan fans assures allocataires abonnes lecteurs readers critics opponents
    pupil pupils student students patients visitors visiteurs passagers passengers
"""
_GUESTS = frozenset(_GUESTS_WORDS.split())
_OF_A = frozenset({"of", "at", "from", "the", "a", "de", "du", "des", "d'", "la", "l'", "le"})


def _closes(line: Line, frame: Frame, told: Staged) -> bool:
    """ "…, the centre warned": the body stands behind all that is told, and only says it."""
    before = [token.fold for token in line.before(frame.span[0], 2) if token.fold not in ("the", "a")]
    said = {cue.first for cue in line.cued("say")}
    behind = line.behind(frame.span[1], 1)
    told_by = bool(behind) and line.tokens.index(behind[0]) in said
    return told.cue.end <= frame.span[0] and before[-1:] == [","] and told_by


RELATIVE = frozenset({"who", "that", "whose", "qui", "dont", "accused", "suspected", "accuse", "accusee"})
OWN = frozenset({"its", "their", "'s", "all", "every", "ses", "leurs"})
_ONE = frozenset({"un", "une", "deux", "trois", "a", "an", "two", "three"})
_MEMBERS = frozenset({"of", "de", "du", "d'", "'s"})
"""Behind a word for people these make them the body's own."""
