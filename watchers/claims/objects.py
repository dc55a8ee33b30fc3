"""What a verb of use takes as its object: a clitic, a pronoun, a thing that the sentence names; or nothing."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.binding import Frame
from watchers.claims.clitics import anaphoric, customers, first_customer, its_ware, the_trial
from watchers.claims.closed import HELPERS, THEM, THEY
from watchers.claims.implied import contested
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.pairs import of_two
from watchers.claims.polarity import family
from watchers.claims.tokens import Token
from watchers.claims.voice import passive
from watchers.claims.wielding import goods
from watchers.claims.wishes import SOON


def takes_object(frame: Frame, told: Cue) -> bool:
    """Of a body that is only taken up: a product, a deal, or a word for the model that is more than the subject's own "it"."""
    line, clause = frame.line, frame.clause
    if clause.names(line, Role.PRODUCT) or clause.cues(line, "contract", "matter", "share") or _one_of_two(frame):
        return True
    if family(told) == "deny" and line.tokens[told.first].fold == "no":
        return True  # "no such tool is in use": the words for the denial hold their object
    dealt = told.category == "explore.with" or contested(line, told) or _deal_ends(frame, told)
    if goods(line, clause) or (dealt and clause.names(line, Role.VENDOR)):
        return True
    if any(passive(line, cue) for cue in clause.cues(line, "end")) and _opens_with_pronoun(line.words(clause.start, clause.end)):
        return True  # "It was abandoned in June": what was told before, and not the body
    if (
        _picks(line, told)
        or _blocks(line, told)
        or _beside_maker(frame, told)
        or _its_access(frame, told)
        or _object_pronoun(line, told)
        or _clitic(frame)
        or _stops(frame, told)
        or _bid(frame, told)
        or _courts(frame, told)
    ):
        return True
    return any(cue.end - cue.start > len("it") for cue in clause.cues(line, "model"))


def _picks(line: Line, told: Cue) -> bool:
    """ "Its yards picked X": a vendor right behind a verb of choosing."""
    behind = line.tokens[told.last + 1 : told.last + 2]
    name = line.name_at(behind[0].start) if behind else None
    return name is not None and name.role in (Role.VENDOR, Role.COMPANY) and line.tokens[told.first].fold in _PICKS


_PICKS = frozenset({"picked", "picks", "chose", "chosen", "chooses", "selected", "selects"})


def _bid(frame: Frame, told: Cue) -> bool:
    """ "The council is weighing a pitch from X", "étudie une offre de X", "négocie avec X"."""
    line = frame.line
    for name in frame.clause.names(line, Role.VENDOR):
        before = [token.fold for token in line.words(told.end, name.start)]
        if family(told) != "explore" or name.start < told.end:
            continue
        proposed = before[-1:] != [] and before[-1] in _FROM and not _BIDS.isdisjoint(before[-_NEAR_BID:])
        if proposed or (len(before) <= _BESIDE_IT and _TOWARDS.issuperset(before)):
            return True  # "négocie avec X", "se tourne vers X", "is sounding out X"
    return False


def _courts(frame: Frame, told: Cue) -> bool:
    """ "X is also in talks with the ministry": a vendor leads, and the word for the body is its other side."""
    line = frame.line
    if family(told) != "explore" or not any(name.end <= told.start for name in frame.clause.names(line, Role.VENDOR)):
        return False
    for cue in line.cued("body"):
        between = [token.fold for token in line.words(told.end, cue.start)]
        beside = line.tokens[told.last].fold in _WITH or (between[:1] != [] and between[-1] in _WITH)
        if told.end <= cue.start and beside and len(between) <= _BESIDE_IT:
            return True
    return False


_WITH = frozenset({"with", "avec"})
_BESIDE_IT = 3
_TOWARDS_WORDS = "with to at out towards toward avec vers pour du cote de d' chez a"
_TOWARDS = frozenset(_TOWARDS_WORDS.split())


_FROM = frozenset({"from", "by", "de", "d'", "du"})
_NEAR_BID = 5
_BIDS_WORDS = """
    pitch pitches offer offers bid bids proposal proposals quote quotes tender tenders offre offres proposition propositions
    candidature devis dossier dossiers
"""
_BIDS = frozenset(_BIDS_WORDS.split())


def _blocks(line: Line, told: Cue) -> bool:
    """ "Elle a bloqué X sur son réseau", "banned X from all its devices": a vendor by whose name its model goes."""
    name = line.name_at(line.tokens[told.last + 1].start) if told.last + 1 < len(line.tokens) else None
    if name is None or name.role is not Role.VENDOR or not line.tokens[told.first].fold.startswith(_BLOCKING):
        return False
    behind = [token.fold for token in line.behind(name.end, _CLITICS)]
    return not behind or behind[0] in (".", ",", ";") or (behind[0] in _ON and not _NETWORKS.isdisjoint(behind))


_BLOCKING = ("block", "bann", "bar", "prohibit", "bloqu", "interdi", "banni", "prohib", "proscri")
_ON = frozenset({"on", "from", "across", "in", "sur", "de", "des", "dans"})
_NETWORKS_WORDS = """
    network networks device devices system systems phones laptops computers reseau reseaux appareil appareils telephones postes
    ordinateurs terminaux
"""
_NETWORKS = frozenset(_NETWORKS_WORDS.split())


def _beside_maker(frame: Frame, told: Cue) -> bool:
    """ "Expérimente avec X un outil", "is testing with X a tool": the maker stands right behind a verb of trying, then a tool."""
    line = frame.line
    row = line.tokens[told.last + 1 : told.last + 3]
    name = line.name_at(row[1].start) if len(row) > 1 and row[0].fold in ("avec", "with") else None
    tool = any(name is not None and name.end <= cue.start for cue in frame.clause.cues(line, "ai"))
    return name is not None and name.role is Role.VENDOR and tool and family(told) in ("explore", "adopt")


def _its_access(frame: Frame, told: Cue) -> bool:
    """ "Two ministries blocked access": to the model that the sentences just before spoke of."""
    row = frame.line.tokens[told.first : told.last + 2]
    return family(told) == "end" and "access" in {token.fold for token in row} and _model_before(frame)


def _stops(frame: Frame, told: Cue) -> bool:
    """ "It has now decided to stop": an end of what the sentence just before told of a product, no object said."""
    line = frame.line
    if family(told) != "end" or not line.index or not line.tokens[told.first].fold.startswith(_STOPPING):
        return False
    behind = line.tokens[told.last + 1 : told.last + 2]
    bare = not behind or not behind[0].word or behind[0].fold in _WHEN
    return bare and bool(frame.scene.lines[line.index - 1].named(Role.PRODUCT, Role.VENDOR))


_STOPPING = ("stop", "quit", "halt", "ceas", "gave", "give", "withdr", "pull", "arret", "renonc", "cess", "abandon")
_WHEN_WORDS = "in on after because last this at en apres fin debut au a cet cette la"
_WHEN = frozenset(_WHEN_WORDS.split())


def _deal_ends(frame: Frame, told: Cue) -> bool:
    """ "Talks with X broke off": what ends is what stood between the body and X."""
    deals = frame.clause.cues(frame.line, "explore", "explore.with", "approve.deal")
    return family(told) == "end" and any(cue.end <= told.start for cue in deals)


def _object_pronoun(line: Line, told: Cue) -> bool:
    """ "Dropped it", "handed them back": a pronoun in or right behind the words that tell the stage, and no subject itself."""
    verbs = {cue.first for cue in line.cued(*STAGES)}
    row = line.tokens
    return any(
        row[at].fold in ("it", "them") and (at + 1 >= len(row) or (at + 1 not in verbs and row[at + 1].fold not in _AUXILIARIES))
        for at in range(told.first + 1, min(told.last + SOON, len(row)))
    )


def _opens_with_pronoun(words: Sequence[Token]) -> bool:
    """The clause begins with a pronoun."""
    return next((token.fold for token in words if token.word), "") in THEY


def _clitic(frame: Frame) -> bool:
    """ "Elle l'a abandonné", "il s'en sert": the object stands before its verb."""
    row = frame.line.tokens
    if frame.line.lang != "fr":
        return False
    for cue in frame.clause.cues(frame.line, *STAGES):
        before = [token.fold for token in row[max(0, cue.first - _CLITICS) : cue.first]]
        while before and (before[-1] in HELPERS or before[-1].endswith("ment")):
            before.pop()
        inside = {token.fold for token in row[cue.first : cue.last]}  # "s'en sert", "y a recours"
        refused = row[cue.first].fold == "ne" and inside & {"l'", "les"}  # "ne l'a pas gardé"
        if (before and before[-1] in _OBJECT) or inside & {"en", "y"} or refused:
            return True
    return False


_AUXILIARY_WORDS = """
    is are was were has have had will would does do did can could may might also now then still never not no already first says
    said n't 's
"""
_AUXILIARIES = frozenset(_AUXILIARY_WORDS.split())
_CLITICS = 5
_OBJECT = frozenset({"l'", "les", "le", "la", "lui", "en", "y"})


def _model_before(frame: Frame) -> bool:
    """A product, or a model of some maker, in the two sentences before: what "l'a autorisé" may take up, and no firm."""
    lines = frame.scene.lines[max(0, frame.line.index - 2) : frame.line.index]
    return any(one.named(Role.PRODUCT) or (one.named(Role.VENDOR) and one.cued("ai", "model")) for one in lines)


def _signs_with(frame: Frame, told: Cue) -> bool:
    """ "Elle a signé avec la région": a pronoun for the vendor, its verb of agreeing, and the body as the other side."""
    line = frame.line
    row = [token.fold for token in line.words(frame.clause.start, told.start) if token.word]
    between = [token.fold for token in line.words(told.start, frame.span[0])]
    others = [name for name in line.named(Role.COMPANY, Role.VENDOR) if told.start <= name.start < frame.span[0]]
    led = bool(THEY.intersection(row[-_CLITICS:])) and told.end <= frame.span[0] and not others
    return led and family(told) in ("contract", "explore") and not {"with", "avec"}.isdisjoint(between)


def _one_of_two(frame: Frame) -> bool:
    """ "The latter was chosen", « l'institut a retenu le second »."""
    return of_two(frame.scene, frame.line, frame.clause.start, frame.clause.end) is not None


def has_object(frame: Frame, told: Cue) -> bool:
    """Something that can be taken up: a product, a vendor, or a word for models."""
    line, clause = frame.line, frame.clause
    wares = [cue for cue in clause.cues(line, "model") if not _speaks_of_itself(line, cue, told)]
    named = clause.names(line, Role.PRODUCT, Role.VENDOR)
    taken = wares or named or clause.cues(line, "company", "share")
    if taken or customers(line, told) or first_customer(line, clause) or _one_of_two(frame):
        return True
    if any(cue.start > frame.span[1] for cue in clause.cues(line, "matter")) and line.index and clause.cues(line, "contract"):
        return len({name.vendor for name in frame.scene.lines[line.index - 1].named(Role.PRODUCT, Role.VENDOR)}) == 1
    seats = family(told) == "contract" and clause.cues(line, "figure.seat")  # "a déjà commandé 600 licences"
    again = (seats or anaphoric(line, told) or the_trial(line, told)) and _model_before(frame)
    if again or _its_access(frame, told) or _of_its_maker(frame):
        return True
    words = {token.fold for token in line.words(clause.start, clause.end)}
    if words & THEM and any(name.end <= clause.start for name in line.named(Role.PRODUCT)):
        return True  # "uses X, and the Air Force tested it"
    if _signs_with(frame, told):
        return True
    first = next((token.fold for token in line.words(clause.start, clause.end) if token.word), "")
    return first in THEY and bool({"by", "par"} & words)  # "It was qualified in May by …"


def _of_its_maker(frame: Frame) -> bool:
    """ "La Bavière et la Hesse exploitent son logiciel": of the maker that the sentences just before named."""
    line = frame.line
    return its_ware(line, len(frame.bodies)) and any(
        one.named(Role.VENDOR) for one in frame.scene.lines[max(0, line.index - 2) : line.index]
    )


def _speaks_of_itself(line: Line, cue: Cue, told: Cue) -> bool:
    """ "The agency said it was reviewing scribes": the pronoun is the body, and no model."""
    if line.lang != "en" or line.tokens[cue.first].fold != "it" or cue.first == 0:
        return False
    if line.tokens[cue.first - 1].fold in ("which", "what"):
        return True  # "devices, which it regards as …"
    if cue.start > told.start:
        return False
    says = {one.last for one in line.cued("say")}
    return not says.isdisjoint(range(cue.first - _CLITICS + 1, cue.first))
