"""What a verb takes, where that is a new thing of another kind: "It bought two tugs", "Il a loué un château"."""

from watchers.claims.actors import Line, Role
from watchers.claims.belonging import BELONGING_ENGLISH
from watchers.claims.binding import Frame
from watchers.claims.closed import OF_OR_FROM
from watchers.claims.joining import STAGES
from watchers.claims.lexicon import Cue
from watchers.claims.polarity import family
from watchers.claims.voice import passive
from watchers.claims.wares import WARES


def other_thing(frame: Frame, told: Cue) -> bool:
    """Right behind the verb stands a counted or newly told thing, and no word for a tool, for a deal, for money or for people.

    Such a thing is not the model of the sentences before, and no vendor is in mind.
    """
    line, clause = frame.line, frame.clause
    if family(told) not in _TAKING or passive(line, told):
        return False
    row = line.words(told.end, clause.end)[:_OBJECT]
    if not row or not (row[0].fold in _NEW[line.lang == "fr"] or row[0].fold.isdigit()):
        return False
    end = next((at for at, token in enumerate(row) if at and (token.fold in _CLOSING or not token.word)), len(row))
    noun = row[1:end]
    if not noun or any(token.upper for token in noun):
        return False
    if noun[-1].fold in _ANOTHER:
        return False
    return not any(part.startswith(_DEALINGS) for token in noun for part in token.fold.split("-")) and not _known(
        line, noun[0].start, noun[-1].end
    )


def of_a_stranger(frame: Frame) -> bool:
    """ "Évalue le modèle de la start-up Lexaro", "a scribe from Orvane": a tool of somebody who is named first here."""
    line, clause = frame.line, frame.clause
    if clause.names(line, Role.VENDOR, Role.PRODUCT):
        return False
    wares = [cue.end for cue in clause.cues(line, "ai", "model") if cue.end - cue.start > len("it")]
    wares += [token.end for token in line.words(clause.start, clause.end) if token.fold in WARES]
    return any(_strange_maker(frame, end) for end in wares)


def _strange_maker(frame: Frame, end: int) -> bool:
    line = frame.line
    row = line.words(end, frame.clause.end)[:_MAKER]
    places = {token.start for place in line.named(Role.PLACE) for token in line.words(place.start, place.end)}
    at = next((at for at, token in enumerate(row) if token.upper and token.start not in places), len(row))
    led = [token.fold for token in row[:at]]
    if at == len(row) or not led or led[0] not in OF_OR_FROM or _STOPS.intersection(led):
        return False
    name = line.name_at(row[at].start)
    if name is not None:
        return name.role is Role.COMPANY and not any(
            one.name == name.name for earlier in frame.scene.lines[: line.index] for one in earlier.named(Role.COMPANY)
        )
    return row[at].word and row[at].fold not in BELONGING_ENGLISH and (at > _BARE or not _PLACED.intersection(led))


_MAKER = 7
_BARE = 1
_PLACED = frozenset({"de", "d'", "du", "of"})
_STOPS = frozenset({",", ";", "and", "et", "for", "pour", "to", "in", "dans", "at", "with", "avec", "on", "sur", "par", "que"})


def _known(line: Line, start: int, end: int) -> bool:
    """Whether a word for a tool, a deal, people or money stands there."""
    if any(start <= name.start < end for name in line.names) or any(token.fold in WARES for token in line.words(start, end)):
        return True
    return any(cue.end > start and cue.start < end for cue in line.cued(*_OF_THE_BEAT, *STAGES))


_TAKING = ("adopt", "contract", "approve", "explore")
_OBJECT = 6
_ENGLISH = "a an two three four five six seven eight nine ten several dozens hundreds thousands"
_FRENCH = "un une deux trois quatre cinq six sept huit neuf dix plusieurs des"
_NEW = (frozenset(_ENGLISH.split()), frozenset(_FRENCH.split()))
_CLOSING_WORDS = """
    of for to with by on in at from that which who and or as de d' du des pour a au aux avec par sur dans en chez qui que dont et
    ou afin lors
"""
_CLOSING = frozenset(_CLOSING_WORDS.split())
_OF_THE_BEAT = (
    "ai",
    "model",
    "served",
    "product",
    "contract",
    "matter",
    "share",
    "same",
    "company",
    "figure.seat",
    "figure.people",
    "figure.staff",
    "figure.users",
    "figure.contract",
    "figure.term",
    "price.deal",
    "per",
    "called",
)
_ANOTHER_WORDS = "second third first similar same other further deuxieme troisieme premier premiere semblable autre meme"
_ANOTHER = frozenset(_ANOTHER_WORDS.split())
"""Alone behind "a" these stand for what was told before."""
_DEALING_WORDS = """
    affair agree accord partner allian protoc memor pact treat relation talk discuss negoci pourparl collab year month week
    day hour euro dollar cent pence penn pound franc million billion percent copy version seat licen account access subscri
    deal order trial pilot test pact option tender bid offer renewal extension framework package phase stage step look demo
    round batch an ans annee mois semaine jour heure livre milliard exempl licenc compte acces abonne accord commande essai
    pilot march contrat convention option offre renouvel prolong avenant cadre phase etape regard demonstr poste siege jeton
    token credit usage utilis emploi formation
    training thing chose product produit service servic solution technolog techno code data donne platform plateform program
    algorithm system syst support integrat instance environment environnement serveur server cloud chatbot agent robot
"""
_DEALINGS = tuple(_DEALING_WORDS.split())
