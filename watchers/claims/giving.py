"""What a body puts into its own people's hands it uses: "will hand its clerks X", "ouvre X à 3 000 de ses agents".

A verb of giving, the people and the product, in either order and close together. Without people of its own, with a lesson or a
warning instead of the product, or with a doubt before the verb, nothing is given.
"""

from collections.abc import Sequence
from dataclasses import replace

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.stages import Staged, told
from watchers.claims.tenses import ahead
from watchers.claims.tokens import Token
from watchers.claims.wielding import goods

_VERB_WORDS = """
    make makes made making
    give gives giving gave given hand hands handing handed offer offers offering offered equip equips equipping equipped
    supply supplies supplying supplied provide provides providing provided issue issues issuing issued furnish furnishes
    furnished arm arms arming armed outfit outfits outfitted grant grants granting granted distribute distributes
    distributed open opens opening opened assign assigns assigned extend extends extended donne donnent donner donnera
    donneront donnait remet remettent remettre remettra remis offre offrent offrir offrira offriront offert ouvre ouvrent
    ouvrir ouvrira ouvriront ouvert fournit fournissent fournir fournira fourniront fourni distribue distribuent distribuer
    distribuera equipe equipent equiper equipera equiperont dote dotent doter dotera propose proposent proposer proposera
    proposeront accorde accordent accorder accordera attribue attribuera met mettent mettre mettra mettront mis deploie
    deploient deployer deploiera etend etendent etendre etendra etendu generalise generaliser generalisera confie confier
"""
_VERBS = frozenset(_VERB_WORDS.split())
_HELPERS_WORDS = """
    has have had is are was will would be been being to now also already soon just about going set recently this week month
    year then plans intends decided agreed hopes wants said announced that it they he she had expects a ont va vont vient
    viennent de d' avait avaient aussi deja desormais bientot depuis en compte comptent entend entendent doit doivent
    prevoit prevoient decide annonce qu' qu'elle qu'il elle il ses leurs sa son
"""
_HELPERS = frozenset(_HELPERS_WORDS.split())
_LED = 8
_NEAR = 7
_OWN = frozenset({"its", "their", "his", "her", "our", "ses", "leurs", "nos", "'s"})
_EACH = frozenset(
    {"each", "every", "all", "both", "chaque", "tous", "toutes", "quelque", "some", "about", "nearly", "more", "plus"}
)
_PEOPLE_WORDS = """
    aides lawmakers legislators members staff staffers nurses doctors judges lawyers engineers economists attorneys
    prosecutors students pupils faculty schoolchildren principals sailors airmen marines reservists cadets librarians
    firefighters deputes senateurs elus eleves lyceens collegiens juges avocats economistes telephonistes teleconseillers
    lycees ecoles colleges hopitaux tribunaux mairies prefectures universites schools hospitals courts universities
    conseilleres salaries salarie depute senateur agent employe enseignant eleve lyceen juge
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())
_LINK_WORDS = """
    the a an of to for with access accounts account licences licenses license licence copies subscriptions subscription
    seats own free paid version versions use une un le la l' les des de d' du acces compte comptes abonnement abonnements
    licence version et gratuitement avec a its their new latest secure enterprise government edition assistant assistants
    chatbot tool tools outil logiciel agent model models modele modeles 's ai ia called named nomme baptise conversationnel
    or and company's concu concue developpe developpee bati batie fonde fondee base basee construit sur built based developed
    designed by par upon top propulse propulsee powered
"""
_LINKS = frozenset({*_LINK_WORDS.split(), *_PEOPLE, ","})
_BARS = ("modal", "able", "suppose", "not", "yet", "misstated")


def given(frame: Frame) -> Staged | None:
    """How far the body is with a product that it gives to its people; ``None`` where the clause tells no such gift."""
    line, clause = frame.line, frame.clause
    verb = None if frame.collective or frame.listing else _verb(frame)
    if verb is None or any(cue.start < verb.start for cue in clause.cues(line, *_BARS)):
        return None
    people = _people(frame, verb)
    for name in goods(line, clause) if people else ():
        if name.start >= verb.end and any(_handed(line, verb, one, name) for one in people):
            return _told(frame, verb)
    return None


def _verb(frame: Frame) -> Token | None:
    """The verb of giving whose subject the body is."""
    row = frame.line.words(frame.span[1], frame.clause.end)
    for at, token in enumerate(row[:_LED]):
        if token.fold in _VERBS and not token.upper:
            return token
        if token.word and token.fold not in _HELPERS and not token.fold.endswith(("day", "di", "ly", "ment")):
            return None
        if not token.word and at and token.fold not in _MARKS:
            return None
    return None


_MARKS = frozenset({",", "'", '"', "."})


def _people(frame: Frame, verb: Token) -> list[Token]:
    """Words for people of the body behind its verb: "its clerks", "each deputy", "3 000 de ses agents", "staff"."""
    row = frame.line.words(verb.end, frame.clause.end)
    staff = {cue.end for cue in frame.clause.cues(frame.line, "figure.staff")}
    found = []
    for at, token in enumerate(row):
        before = [one.fold for one in row[max(0, at - _NEAR + 2) : at]]
        own = not _OWN.isdisjoint(before) or not _EACH.isdisjoint(before) or any(one[:1].isdigit() for one in before)
        if (token.end in staff or token.fold in _PEOPLE) and (own or token.fold in ("staff", "aides", "staffers", "employees")):
            found.append(token)
    return found


def _handed(line: Line, verb: Token, people: Token, name: Name) -> bool:
    """Nothing but words of licences and articles between the verb, the people and the product, whichever comes first."""
    if people.start >= name.end:
        rest = line.words(name.end, people.start)
        to = next((at for at, one in enumerate(rest) if one.fold in ("to", "a", "aux", "au", "entre")), None)
        return _bare(line, verb.end, name.start) and to is not None and to <= _NEAR and len(rest) - to <= _NEAR
    return people.end <= name.start and _bare(line, people.end, name.start)


def _bare(line: Line, start: int, end: int) -> bool:
    row = line.words(start, end)
    makers = [one for one in line.named(Role.VENDOR, Role.PRODUCT) if start <= one.start < end]
    free = [one for one in row if not any(name.start <= one.start < name.end for name in makers)]
    return len(row) <= _NEAR and all(one.upper or one.fold in _LINKS or one.fold[:1].isdigit() for one in free)


def _told(frame: Frame, verb: Token) -> Staged:
    line, clause = frame.line, frame.clause
    place = line.tokens.index(verb)
    cue = Cue(category="adopt", start=verb.start, end=verb.end, first=place, last=place)
    coming = ahead(line, clause, cue) or _about_to(line.tokens[max(0, place - 3) : place])
    stage = Stage.APPROVED if coming else Stage.EXPLORING if clause.cues(line, "explore") else Stage.ADOPTED
    return replace(told(line, clause, cue, stage), shown=True)


def _about_to(before: Sequence[Token]) -> bool:
    folds = [token.fold for token in before]
    return folds[-2:] == ["about", "to"] or folds[-2:] == ["set", "to"]
