"""Whether a stage that a clause tells is one of its bodies' own: not another's, not a wish, not money for them, and of something
that can be taken up.
"""

from watchers.claims.actors import Line, Role
from watchers.claims.binding import STAGES, Frame, distance
from watchers.claims.frames import LISTING, listed_by
from watchers.claims.lexicon import Cue
from watchers.claims.model import Stage
from watchers.claims.objects import has_object, takes_object
from watchers.claims.outsiders import OWN, PASSIVE_BY, RELATIVE, by_others, outsider
from watchers.claims.partial import in_part
from watchers.claims.polarity import family, reports
from watchers.claims.stages import Staged
from watchers.claims.tokens import fold
from watchers.claims.using import opens
from watchers.claims.voice import is_given, passive
from watchers.claims.wares import WARES
from watchers.claims.wishes import NEAR, NEXT, NOUNS, SOON, hoped, wished


def fits(frame: Frame, told: Staged) -> bool:
    """Whether what ``told`` tells may be said of the frame's bodies."""
    if frame.collective:
        return _offered_to_all(frame, told)
    if told.stage is Stage.OFFERED and family(told.cue) == "offer":
        return told.cue.start < frame.span[0] or opens(frame) or is_given(frame.line, told.cue)
    if any(
        excluded(frame, told)
        for excluded in (
            _paid,
            _to_a_firm,
            _of_a_site,
            _of_its_seller,
            hoped,
            _others_do,
            _firm_did,
            _leader_did,
            _noun_did,
            _by_way,
            _for_the_maker,
            _ordered,
            _replaces_other,
            _only_speaks,
            _judges,
            wished,
            by_others,
            outsider,
            _of_another,
            _of_strangers,
            _by_its_order,
            _elsewhere,
            _rules,
            in_part,
        )
    ):
        return False
    if told.shown:
        return True
    return (
        takes_object(frame, told.cue)
        if not frame.named
        else told.cue.category in _RELATIONS or frame.listing or has_object(frame, told.cue)
    )


def _paid(frame: Frame, told: Staged) -> bool:
    """The money goes to the body: a grant, no purchase."""
    row = frame.line.tokens
    if row[told.cue.first].fold in _BILLS and frame.span[1] <= told.cue.start and not passive(frame.line, told.cue):
        return True
    if row[told.cue.first].fold not in _PAY:
        return False
    span = (told.cue.start, told.cue.end)
    payers = [name for name in frame.line.named(Role.VENDOR) if name.end <= told.cue.start]
    if payers and distance(frame.line, (payers[-1].start, payers[-1].end), span) <= 1:
        return True
    if told.cue.start > frame.span[0]:
        return False
    before = [token.fold for token in frame.line.before(frame.span[0], 3)]
    return bool(_TO.get(frame.line.lang, _NONE).intersection(before))


def _to_a_firm(frame: Frame, told: Staged) -> bool:
    """ "We pay 54,000 euros to a local company", "signed with X, who adapts it": the deal is a helper's."""
    line, clause = frame.line, frame.clause
    if family(told.cue) != "contract" or told.stage is not Stage.CONTRACTED or clause.names(line, Role.VENDOR, Role.PRODUCT):
        return False
    firms = [name.start for name in clause.names(line, Role.COMPANY)] + [cue.start for cue in clause.cues(line, "firm")]
    return any(place >= frame.span[1] and _receives(line, place) for place in firms)


def _of_its_seller(frame: Frame, told: Staged) -> bool:
    """ "Les contrats que X propose aux entreprises", "the licences that X sells": the seller's own, with whomever."""
    line = frame.line
    if family(told.cue) != "contract" or told.cue.start < frame.span[1]:
        return False
    row = line.tokens[told.cue.last + 1 : told.cue.last + 3]
    return bool(row) and row[0].fold in _RELATIVE_OBJECT and any(name.start == row[-1].start for name in line.named(Role.VENDOR))


_RELATIVE_OBJECT = frozenset({"que", "qu'", "that", "which"})


def _of_a_site(frame: Frame, told: Staged) -> bool:
    """ "Powers a data centre of X's", "uses X's campus": what is the vendor's there is no model."""
    line, clause = frame.line, frame.clause
    if told.shown or family(told.cue) in ("offer", "get", "deny") or clause.names(line, Role.PRODUCT):
        return False
    makers = [name for name in clause.names(line, Role.VENDOR) if name.start >= told.cue.end]
    return bool(makers) and all(_site(line, name.start, name.end) for name in makers)


def _site(line: Line, start: int, end: int) -> bool:
    before = [token.fold for token in line.before(start, SOON)]
    behind = [token.fold for token in line.words(end, line.span.end)[:SOON]]
    owned = behind[:1] == ["'s"] and not _SITES.isdisjoint(behind)
    return owned or (before[-1:] != [] and before[-1] in _OF and not _SITES.isdisjoint(before))


_SITE_WORDS = """
    centre centres center centers campus campuses factory factories plant plants office offices headquarters building buildings
    site sites warehouse shares stock lawyers lobbyists executives boss founder region regions
    donnees usine usines siege sieges bureaux locaux batiment batiments entrepot actions avocats patron patrons fondateur
"""
_SITES = frozenset(_SITE_WORDS.split())
_OF = frozenset({"of", "by", "de", "d'", "du"})


def _receives(line: Line, place: int) -> bool:
    before = [token.fold for token in line.before(place, _ARTICLE)]
    return bool(_WITH_OR_TO.intersection(before)) and not _THE.intersection(before)


_THE = frozenset({"the", "l'", "la", "le"})
_ARTICLE = 3
_WITH_OR_TO = frozenset({"with", "to", "from", "avec", "a", "aupres", "au"})


def _ordered(frame: Frame, told: Staged) -> bool:
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


def _replaces_other(frame: Frame, told: Staged) -> bool:
    """ "It replaces a patchwork of older programs": what goes is something else, and no model that the text has named."""
    line = frame.line
    if told.stage is not Stage.ENDED or not line.tokens[told.cue.first].fold.startswith(_REPLACING) or passive(line, told.cue):
        return False
    if frame.clause.names(line, Role.PRODUCT, Role.VENDOR):
        return False
    behind = line.tokens[told.cue.last + 1 : told.cue.last + 1 + SOON]
    objects = {cue.start for cue in line.cued("model", "company", "matter")}
    return not any(token.start in objects or token.fold in ("it", "them") for token in behind)


_REPLACING = ("replac", "remplac")


def _only_speaks(frame: Frame, told: Staged) -> bool:
    """ "The commission says that X bought Y", "found that teenagers use Z": the verb has a subject of its own behind "that"."""
    line = frame.line
    if told.shown or family(told.cue) not in ("adopt", "contract") or told.cue.start < frame.span[1]:
        return False
    subject = [name for name in line.named(Role.VENDOR) if name.end <= told.cue.start]
    apposed = [token.fold for token in line.words(frame.span[1], told.cue.start)]
    aside = apposed[:1] == [","] and apposed[-1:] == [","]  # "X, actionnaire de Y, utilise Z"
    if subject and not aside and distance(line, (subject[-1].start, subject[-1].end), (told.cue.start, told.cue.end)) <= 1:
        said = any(frame.span[1] <= cue.start < subject[-1].start for cue in line.cued("say"))
        return said or family(told.cue) == "adopt"
    saying = [cue for cue in line.cued("say") if frame.span[1] <= cue.start < told.cue.start and reports(line, cue)]
    bodies = line.cued("body")  # "said the agency uses X"
    if not saying or any(saying[-1].end <= cue.start < told.cue.start for cue in bodies):
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


def _its_people(line: Line, start: int, end: int) -> bool:
    """ "Said 12 managers had used X": those who serve the body that says so."""
    if line.lang != "en" or any(start <= cue.start < end for cue in line.cued("outsider")):
        return False
    row = line.words(start, end)
    staff = {cue.start for cue in line.cued("figure.staff")}
    return len(row) <= SOON and any(token.start in staff for token in row)


_PLURAL = 4


def _judges(frame: Frame, told: Staged) -> bool:
    """ "The court ruled that X must withdraw Y", "recommande aux ministères de se doter de": it has its say on what others do."""
    line = frame.line
    ends = [frame.span[1], *(name.end for name in frame.clause.names(line, Role.AGENCY))]
    for cue in line.cued("judge"):
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


def _of_another(frame: Frame, told: Staged) -> bool:
    """ "Cleared a device whose manual was translated with X": what the verb takes is something else, and no word for a model."""
    line, clause = frame.line, frame.clause
    if not told.shown and family(told.cue) == "end" and _crafted(line, told.cue):
        return True
    if told.shown or family(told.cue) not in ("explore", "approve") or told.cue.start < frame.span[1]:
        return False
    if _how_others(line, told.cue):
        return True
    goods = [name.start for name in clause.names(line, Role.PRODUCT, Role.VENDOR) if name.start >= told.cue.end]
    words = line.words(told.cue.end, goods[0]) if goods else ()
    at = next((at for at, token in enumerate(words) if token.fold in _WHOSE), None)
    if at is None:
        return False
    return not any(told.cue.end <= cue.start < goods[0] for cue in clause.cues(line, "ai", "figure.staff", *STAGES))


def _by_its_order(frame: Frame, told: Staged) -> bool:
    """ "L'expert mandaté par le tribunal a fait rédiger …": the body gave an order or a post, and another acts."""
    line = frame.line
    if not frame.named or told.cue.start < frame.span[1]:
        return False
    row = [token for token in line.before(frame.span[0], NEXT) if token.fold not in _THE]
    if len(row) < 2 or row[-1].fold not in PASSIVE_BY or not row[-2].fold.startswith(_POSTED):
        return False
    wares = [cue.start for cue in line.cued("ai", "model")] + [name.start for name in line.named(Role.PRODUCT)]
    return not any(frame.clause.start <= place < row[-2].start for place in wares)


_POSTED_WORDS = "mandat nomm design commis missionn recrut embauch engag condamn poursuiv interpell sanctionn accus"
_POSTED = (*_POSTED_WORDS.split(), "appoint", "hired", "commission", "retained", "charged", "sued", "fined", "instruct")


def _crafted(line: Line, cue: Cue) -> bool:
    """ "Retire un prix à une bande dessinée réalisée avec X", "pulled a poster made with X": a work, and no tool."""
    name = next((one for one in line.named(Role.PRODUCT) if one.start >= cue.end), None)
    row = line.before(name.start, NEXT) if name is not None else ()
    made = next((at for at, token in enumerate(row) if token.fold.startswith(_MADE_OF)), None)
    noun = next((token for token in reversed(line.before(row[made].start, 2)) if token.word), None) if made is not None else None
    known = {one.end for one in line.cued("ai", "model", "served", "product")}
    return noun is not None and noun.end not in known and cue.end < noun.end and noun.fold not in WARES


_MADE_WORDS = (
    "realise genere redig ecrit dessin illustr produit traduit peint compos made generated written drawn produced drafted"
)
_MADE_OF = tuple(_MADE_WORDS.split())


def _of_strangers(frame: Frame, told: Staged) -> bool:
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


def _for_the_maker(frame: Frame, told: Staged) -> bool:
    """ "Is considering giving X a special status", "weighs fining X": what is thought of is done to the vendor."""
    line = frame.line
    if told.shown or family(told.cue) != "explore" or told.cue.start < frame.span[1]:
        return False
    row = line.tokens[told.cue.last + 1 : told.cue.last + 1 + NEXT]
    return any(token.fold in _DONE_TO for token in row)


_DONE_TO_WORDS = """
    giving granting awarding imposing fining suing forcing requiring ordering blocking breaking designating summoning compelling
    sanctioning taxing prosecuting charging letting allowing joining action fines sanctions legal
"""
_DONE_TO = frozenset(_DONE_TO_WORDS.split())


def _firm_did(frame: Frame, told: Staged) -> bool:
    """ "Novartis said it had used X for a filing to the agency": a name that nobody knows tells of itself."""
    line = frame.line
    row = [token for token in line.words(frame.clause.start, frame.clause.end)[:SOON] if token.word]
    if line.lang != "en" or not frame.named or frame.span[0] < told.cue.end or len(row) < _SAID_IT or not row[0].upper:
        return False
    known = line.is_named(row[0].start) or any(cue.start <= row[0].start < cue.end for cue in line.cues)
    said = any(cue.start == row[1].start for cue in line.cued("say"))
    return not known and said and "it" in (row[2].fold, row[-1].fold)


_SAID_IT = 3


def _by_way(frame: Frame, told: Staged) -> bool:
    """ "Could save £4 million by using X": what might be."""
    line = frame.line
    by = told.cue.first > 0 and line.tokens[told.cue.first - 1].fold == "by" and line.tokens[told.cue.first].fold.endswith("ing")
    row = {token.fold for token in line.words(frame.span[1], told.cue.start)} if by and frame.named else set()
    return line.lang == "en" and not row.isdisjoint(("could", "would", "might"))


def _noun_did(frame: Frame, told: Staged) -> bool:
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


def _leader_did(frame: Frame, told: Staged) -> bool:
    """ "Deloitte will refund a fee to the department after it used X": "it" is the firm that leads the sentence."""
    line = frame.line
    if line.lang != "en" or not frame.named or frame.span[1] > told.cue.start:
        return False
    before = [token.fold for token in line.before(told.cue.start, _SAID_IT)]
    behind_body = [token.fold for token in line.words(frame.span[1], told.cue.start)]
    firms = [name for name in line.named(Role.COMPANY, Role.VENDOR) if name.end <= frame.span[0]]
    leads = bool(firms) and all(not token.word for token in line.words(frame.clause.start, firms[0].start))
    return leads and "it" in before and not {"after", "because", "when", "where"}.isdisjoint(behind_body)


def _others_do(frame: Frame, told: Staged) -> bool:
    """ "Opened a study of how companies price X": between the body and the verb others begin to act."""
    line = frame.line
    row = line.words(frame.span[1], told.cue.start) if frame.named and frame.span[1] <= told.cue.start else ()
    asked = next((at for at, token in enumerate(row) if token.fold in _ASKING), None)
    if asked is not None and not {"how", "whether", "why"}.isdisjoint(token.fold for token in row[asked + 1 :]):
        return True  # "is asking universities how their staff use X"
    at = next((at for at, token in enumerate(row[:-1]) if token.fold in ("how", "why")), None)
    if at is None:
        return False
    acting = {cue.start for cue in line.cued("outsider")} | {name.start for name in line.named(Role.VENDOR, Role.COMPANY)}
    return row[at + 1].start in acting


_ASKING = frozenset({"ask", "asks", "asked", "asking", "survey", "surveys", "surveyed", "surveying", "poll", "polled", "quizzed"})


def _how_others(line: Line, cue: Cue) -> bool:
    """ "Is looking into how Meta trained X": what somebody else did or does is looked at, and no model tried."""
    row = line.tokens[cue.last + 1 : cue.last + 1 + SOON]
    asked = next((token for token in row if token.fold in _ASKED), None)
    maker = next((name for name in line.named(Role.VENDOR, Role.PRODUCT) if asked and 0 < name.start - asked.end <= 1), None)
    if maker is not None and maker.role is Role.PRODUCT:  # "studied how X answers", but not "how X could help its clerks"
        rest = line.words(maker.end, line.span.end)
        return _MIGHT.isdisjoint(token.fold for token in rest[:SOON]) and OWN.isdisjoint(token.fold for token in rest)
    return maker is not None and not any(token.start == maker.end and token.fold == "'s" for token in line.tokens)


_MIGHT = frozenset({"could", "can", "might", "may", "would", "pourrait", "peut", "pourraient", "peuvent"})
_ASKED = frozenset({"how", "why", "whether", "comment", "pourquoi", "si"})


def _rules(frame: Frame, told: Staged) -> bool:
    """ "The court annulled the contract": a court ends what others have."""
    heads = {name.split()[0] for name in map(fold, (body for body, _ in frame.bodies))}
    verb = frame.line.tokens[told.cue.first].fold
    court = heads & _COURTS or any(fold(body).endswith(" court") for body, _ in frame.bodies)
    return bool(court) and told.stage is Stage.ENDED and frame.span[1] <= told.cue.start and verb.startswith(_QUASHES)


_COURTS = frozenset({"tribunal", "cour", "court", "tribunaux"})
_QUASHES = ("annul", "suspen", "cass", "interdi", "invalid", "block", "bloqu", "halt", "void", "struck", "quash", "bar", "ban")


def _elsewhere(frame: Frame, told: Staged) -> bool:
    """ "Moved in next to the office", "the former head of the office": nothing is said of the body itself."""
    line = frame.line
    behind = [token.fold for token in line.behind(frame.span[1], 2)]
    if frame.named and behind[:1] == ["'s"] and behind[-1] in ("former", "ex", "outgoing", "onetime", "erstwhile"):
        return True  # "the office's former chief has joined X"
    before = {token.start for token in line.words(frame.clause.start, frame.span[0])[-NEAR - 1 :]}
    return frame.named and any(line.tokens[cue.last].start in before for cue in line.cued("former"))


_WHOSE = frozenset({"that", "which", "whose", "where", "dont"})


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
    staff = {one.start for one in line.cued("figure.staff")}
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
_ITSELF = frozenset(
    {"it", "its", "they", "their", "we", "our", "he", "she", "il", "elle", "ils", "elles", "nous", "on", "ses", "leurs", "sa"}
)
_SHORT = 2
_BILLS = frozenset({"facture", "facturent", "bills", "charges", "invoices"})
"""Verbs of a seller."""
_PAY = frozenset({"pay", "pays", "paid", "paying", "verse", "versent", "verser", "paie", "paient", "paye", "payer"})
_NONE: frozenset[str] = frozenset()
_TO = {"en": frozenset({"to"}), "fr": frozenset({"a", "au", "aux"})}
_RELATIONS = frozenset({"explore.with", "get"})
"""Categories that need no product or vendor beside them."""


def _offered_to_all(frame: Frame, told: Staged) -> bool:
    """A whole government is claimed only where a vendor offers to it as a whole, and nobody lists or prices in that sentence."""
    line = frame.line
    if told.stage is not Stage.OFFERED or family(told.cue) != "offer" or told.cue.start > frame.span[0]:
        return False
    if any(listed_by(name) in LISTING for name in line.named(Role.AGENCY)):
        return False
    priced = any(mark in line.text for mark in "$€£") or "dollar" in line.text.lower()
    if priced and not frame.clause.cues(line, "all"):
        return False
    return any(name.end <= frame.span[0] for name in line.named(Role.VENDOR, Role.PRODUCT))
