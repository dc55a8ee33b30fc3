"""The governments of places that act: a state, a land, a county to which something is offered, or who is a clause's subject."""

from collections.abc import Sequence

from watchers.claims.actors import Line, Name, Role
from watchers.claims.binding import Frame
from watchers.claims.closed import THE, THEIR
from watchers.claims.cutting import Clause, gapped
from watchers.claims.deeds import first_to
from watchers.claims.entities import Scene
from watchers.claims.joining import STAGES, distance, groups
from watchers.claims.lexicon import Cue
from watchers.claims.months import MONTH_NUMBER
from watchers.claims.people import PUBLIC, STAFF_OF, staff_of
from watchers.claims.tokens import Token, fold
from watchers.claims.treaties import party
from watchers.claims.wares import WARES

_RECIPIENT = {
    "en": frozenset({"to", "for", "across", "governments"}),
    "fr": frozenset({"a", "au", "aux", "pour", "gouvernements", "disposition"}),
}
_NONE: frozenset[str] = frozenset()
_APPOSED = 9


def placed(scene: Scene, line: Line, clause: Clause) -> list[Frame]:
    """The governments of places that act: those to whom something is offered, or the subject of the clause."""
    offers = clause.cues(line, "offer")
    gets = clause.cues(line, "get")
    found: list[Name] = []
    places = clause.names(line, Role.PLACE)
    for group in groups(line, [name for name in places if name.entity and name.entity.actor and not _situates(line, name)]):
        first, last = group[0], group[-1]
        if (
            _longer(line, last)
            or _compound(line, first)
            or _beyond(line, first)
            or (first.entity and first.entity.country == "US" and first.entity.category == "country")
        ):
            continue
        received = any(cue.end <= first.start for cue in offers) and _recipient(line, first)
        passive = any(cue.start >= last.end for cue in gets) and not (_within(line, first) or _owns_another(line, last))
        sides = _acts(line, clause, group) or _staffed(line, clause, first) or staff_of(line, clause, first)
        listed = _enumerated(line, clause, first) or _barred_in(line, clause, first) or _counted(line, clause, first)
        listed = listed or _governments_of(line, first) or _goes_on(line, clause, last)
        listed = listed or _has_its_own(line, clause, first, last) or _which(line, clause, last)
        if received or passive or sides or listed or _its_servants(line, clause, last) or party(line, clause, first):
            found.extend(group)
    if not found:
        return []
    parts = _apart(clause.names(line, Role.VENDOR), found)
    if len(parts) > 1 and not _OPENS.issuperset(token.fold for token in line.words(clause.start, parts[0][0].start)):
        parts = parts[1:]  # "Après l'échec de la Suède, X a signé avec l'Islande"
    return [_frame(scene, line, clause, part) for part in parts]


def _apart(sellers: Sequence[Name], places: Sequence[Name]) -> list[list[Name]]:
    """ "Après la Suède, X a signé avec l'Islande": places on either side of a vendor are told of apart."""
    parts = [[places[0]]]
    for name in places[1:]:
        if any(parts[-1][-1].end <= one.start and one.end <= name.start for one in sellers):
            parts.append([])
        parts[-1].append(name)
    return parts


_OPENS = frozenset({"apres", "outre", "comme", "after", "besides", "like", "the", "le", "la", "l'", "les"})


def _frame(scene: Scene, line: Line, clause: Clause, places: Sequence[Name]) -> Frame:
    actors = tuple(dict.fromkeys((name.entity.actor, False) for name in places if name.entity and name.entity.actor))
    span = (places[0].start, places[-1].end)
    return Frame(scene=scene, line=line, clause=clause, bodies=actors, span=span, named=True)


def _enumerated(line: Line, clause: Clause, name: Name) -> bool:
    """ "Plusieurs pays ont banni X : l'Italie, Taïwan et l'Australie": the members of the subject, behind a colon or "dont"."""
    before = [token.fold for token in line.before(name.start, 2) if token.fold not in THE]
    if not before or before[-1] not in _NAMELY:
        return False
    verbs = [cue for cue in clause.cues(line, *STAGES) if cue.end <= name.start or before[-1] != ":"]
    ahead = [token.fold for token in line.words(clause.start, verbs[0].start) if token.word] if verbs else []
    return not _MEMBERS.isdisjoint(ahead[:_LEADS] if before[-1] == ":" else ahead) and not {"ne", "n'", "not"}.intersection(ahead)


_NAMELY = frozenset({":", "dont", "notamment", "including", "among"})
_MEMBERS = frozenset({"pays", "gouvernements", "etats", "countries", "governments", "states", "nations", "capitales"})


def _barred_in(line: Line, clause: Clause, name: Name) -> bool:
    """ "X est interdit aux fonctionnaires en Italie, à Taïwan et en Australie": where its use by those who serve is barred."""
    before = [token.fold for token in line.before(name.start, 1)]
    bans = [cue for cue in clause.cues(line, "end") if cue.end <= name.start]
    if not bans or before[:1] == [] or before[0] not in _IN or not clause.cues(line, "public"):
        return False
    if not line.tokens[bans[0].first].fold.startswith(_BARS) or clause.names(line, Role.AGENCY):
        return False
    ware = any(one.end <= bans[0].start for one in clause.names(line, Role.VENDOR, Role.PRODUCT))
    helped = {token.fold for token in line.before(bans[0].start, 2)}
    row = [token.fold for token in line.words(bans[0].end, name.start)]
    public = any(bans[0].end <= cue.start < name.start for cue in clause.cues(line, "public"))
    told = public or any(one.role is Role.PLACE for one in line.names if bans[0].end <= one.start < name.start)
    return ware and told and not helped.isdisjoint(_IS) and len(row) <= _FAR


_BARS = ("interdit", "interdite", "bann", "bloqu", "proscri", "ban", "barr", "block", "prohibit", "forbid")
_IS = frozenset({"est", "sont", "deja", "demeure", "reste", "is", "are", "already", "remains", "been", "ete"})
_FAR = 14


def _within(line: Line, name: Name) -> bool:
    """ "En Côte d'Ivoire, les ministères ont obtenu …": where others receive."""
    before = [token.fold for token in line.before(name.start, 1)]
    return before in (["en"], ["au"], ["aux"], ["in"], ["across"]) and bool(line.named(Role.AGENCY))


def _owns_another(line: Line, name: Name) -> bool:
    """ "Saudi Arabia's Humain will receive chips": somebody of the place."""
    behind = line.behind(name.end, 2)
    return len(behind) > 1 and behind[0].fold == "'s" and behind[1].upper


def _situates(line: Line, name: Name) -> bool:
    """ "Fairfax County, Virginia, is testing X": the state only tells where the county lies."""
    before = [token.fold for token in line.before(name.start, 2)]
    return before[-1:] == [","] and before[:1] == ["county"] and bool(name.entity and name.entity.category == "state")


def _staffed(line: Line, clause: Clause, name: Name) -> bool:
    """ "En Pennsylvanie, les fonctionnaires …", "In Maine, state employees …": those who serve the place act for it."""
    before = {token.fold for token in line.words(clause.start, name.start) if token.word}
    behind = [token.fold for token in line.words(name.end, clause.end)[:_SEATED]]
    if behind[:1] != [","] or not before or not before <= _IN or clause.names(line, Role.AGENCY):
        return False
    return not _SERVANTS.isdisjoint(behind[1:]) or "agents publics" in " ".join(behind[1:]) or behind[1:4] == ["l'", "etat", "s'"]


_SEATED = 5
_IN = frozenset({"en", "au", "aux", "a", "in", "the", "dans", "le", "la", "l'", "across"})
_SERVANTS = frozenset({"fonctionnaires", "fonctionnaire", "administrations", "ministeres", "servants", "officials"})


def _longer(line: Line, name: Name) -> bool:
    """ "Texas Instruments", "Virginia Mason": the place only begins the name of somebody else. Headlines capitalise verbs too."""
    behind = line.behind(name.end, 2)
    if not behind or not behind[0].upper or not behind[0].word:
        return False
    verbs = {cue.first for cue in line.cued(*STAGES, "future")}
    titled = len(behind) > 1 and behind[1].upper
    if any(one.start == behind[0].start for one in line.named(Role.VENDOR, Role.PRODUCT)) and _gap_of(line, name):
        return False  # "L'Estonie teste X, la Lettonie Y"
    return not titled and line.tokens.index(behind[0]) not in verbs


def _gap_of(line: Line, name: Name) -> bool:
    """A comma, and an article, before the place, and a verb before those."""
    before = [token.fold for token in line.before(name.start, 2)]
    comma = before[-1:] == [","] or (before[:1] == [","] and before[1] in THE)
    return comma and any(cue.end < name.start for cue in line.cued(*STAGES))


def _compound(line: Line, name: Name) -> bool:
    """ "L'Agence France-Presse", "Paris-Dauphine": half of somebody's name."""
    before = line.text[: name.start - line.span.start][-1:]
    behind = line.text[name.end - line.span.start :][:2]
    return (before in "-‑" and before != "") or (behind[:1] in ("-", "‑") and behind[1:].isupper())


def _beyond(line: Line, name: Name) -> bool:
    span = (name.start, name.end)
    return any(cue.end <= name.start and distance(line, (cue.start, cue.end), span) <= 2 for cue in line.cued("beyond"))


def _recipient(line: Line, name: Name) -> bool:
    before = [token.fold for token in line.before(name.start, 6)]
    if before[-1:] == ["in"] and not THEIR.isdisjoint(before):
        return False  # "to its crews in Georgia"
    return bool(_RECIPIENT.get(line.lang, _NONE).intersection(before))


def _goes_on(line: Line, clause: Clause, name: Name) -> bool:
    """ "Ohio has signed with X, Maryland with Y", "…, la Lettonie pour Y": a second land has the verb of the first."""
    led = clause.start > line.span.start and not clause.cues(line, *STAGES)
    return led and len(line.words(clause.start, name.start)) <= 2 and gapped(line, name) is not None


def _which(line: Line, clause: Clause, name: Name) -> bool:
    """ "The country follows Latvia, which has signed with X": the land of which a relative clause tells the deed."""
    row = line.words(name.end, clause.end)
    if [token.fold for token in row[:1]] != [","] or len(row) < _HELPED_BY or row[1].fold not in _WHICH:
        return False
    cue = next((one for one in clause.cues(line, *_DEEDS) if one.start > row[1].start), None)
    if cue is None or line.tokens[cue.first].fold.startswith(_BY_ANYBODY) or clause.cues(line, "not", "compared"):
        return False
    gap = _undated([token.fold for token in line.words(row[1].end, cue.start)])
    told = _HELPING.issuperset(gap) or any(fold in _SAYS and gap[at + 1 : at + 3] in _THAT_IT for at, fold in enumerate(gap))
    return told and any(one.start >= cue.start for one in clause.names(line, Role.VENDOR, Role.PRODUCT))


_WHICH = frozenset({"which", "qui"})
_DEEDS = ("explore", "explore.with", "approve", "contract", "end", "adopt", "figure.award")
_BY_ANYBODY = ("use", "using", "utilis", "emploi", "recour")
"""Verbs of those who live in a place as well as of its government: "India, which uses X more than any other"."""
_SAYS = frozenset({"said", "announced", "annonce"})
_THAT_IT = (["that", "it"], ["it", "would"], ["it", "will"], ["qu'", "elle"], ["qu'", "il"])


def _its_servants(line: Line, clause: Clause, name: Name) -> bool:
    """ "Estonia's civil servants use X", "Ohio's state employees have X": who serves the land acts for it."""
    before = [token.fold for token in line.words(clause.start, name.start) if token.word]
    row = [token.fold for token in line.words(name.end, clause.end)[:_HELPED_BY]]
    if line.lang != "en" or len(before) > _HELPED_BY or len(row) < _HELPED_BY or row[0] != "'s":
        return False
    return row[1] in PUBLIC and row[2] in STAFF_OF and not clause.names(line, Role.AGENCY)


def _has_its_own(line: Line, clause: Clause, name: Name, last: Name) -> bool:
    """ "Albania has its own helper, which runs on X", "New Jersey built an assistant on models from X": a tool of the land's."""
    row = line.words(last.end, clause.end)
    before = [token.fold for token in line.words(clause.start, name.start) if token.word]
    if line.lang != "en" or not THE.issuperset(before) or not row:
        return False
    at = next((at for at, token in enumerate(row[:_HELPED_BY]) if token.fold in _MAKES), None)
    if at is None or not _HELPING.issuperset(token.fold for token in row[:at]) or clause.cues(line, "not", "outside"):
        return False
    wares = [token for token in row[at + 1 : at + 1 + _NOUN] if token.fold in WARES]
    goods = clause.names(line, Role.PRODUCT, Role.VENDOR)
    return bool(wares) and bool(goods) and goods[0].start >= wares[0].end


_MAKES_WORDS = "has have had built launched created developed opened made introduced unveiled runs"
_MAKES = frozenset(_MAKES_WORDS.split())
_HELPED_BY = 3
_NOUN = 5
_LANDS_THAT = frozenset({"countries", "states", "governments", "nations", "cities", "provinces", "lands"})
_INCLUDE = frozenset({"include", "includes", "included", "including", "like"})
_DEVICE_WORDS = "device devices phone phones computer computers laptop laptops network networks system systems equipment hardware"
_DEVICES = frozenset(_DEVICE_WORDS.split())
_OFFICIAL = frozenset({"government", "official", "officials", "state", "public", "ministry", "ministerial", "work"})
_ROW = 14


def _governments_of(line: Line, name: Name) -> bool:
    """ "The governments of A, B and C", « les gouvernements du A et de la B »."""
    before = [token.fold for token in line.before(name.start, 3) if token.fold not in ("the", "la", "l'", "le", "les")]
    return len(before) > 1 and before[-1] in ("of", "de", "du", "des", "d'") and before[-2] in ("governments", "gouvernements")


def _counted(line: Line, clause: Clause, name: Name) -> bool:
    """ "Countries that have barred X include A and B", "X is banned on government phones in A and B": the lands of a list."""
    if line.lang != "en" or not any(cue.end <= name.start for cue in clause.cues(line, *STAGES)):
        return False
    before = [token.fold for token in line.words(clause.start, name.start)][-_ROW:]
    if before[-1:] and (before[-1] in _INCLUDE or before[-2:] == ["such", "as"]):
        head = next((at for at, fold in enumerate(before) if fold in _LANDS_THAT), None)
        return head is not None and not {"that", "which", "where"}.isdisjoint(before[head + 1 : head + 2])
    near = before[-_DEVICED:]
    own = before[-1:] == ["in"] and not _DEVICES.isdisjoint(near) and not _OFFICIAL.isdisjoint(near)
    return own and bool(clause.cues(line, "end"))


_DEVICED = 4


def _acts(line: Line, clause: Clause, group: Sequence[Name]) -> bool:
    """States or foreign countries as the subject: first in the clause, the verb right behind or after helping words."""
    name, last = group[0], group[-1]
    ahead = _without_company(line, clause, line.words(clause.start, name.start))
    rest = [token.fold for token in _without_apposed(ahead) if token.word]
    cleft = rest[:2] == ["c'", "est"]  # "C'est la Norvège qui adopte X", "c'est au tour de l'Italie d'interdire X"
    rest = rest[2:] if cleft else rest
    rest = rest[: -len(_TURN)] if cleft and tuple(rest[-len(_TURN) :]) == _TURN else rest
    if len(group) > 1 and rest[:1] and rest[0] in _AS_WELL:  # "Comme l'Italie, l'Australie a interdit …"
        rest = [fold for fold in rest[1:] if fold not in _LIKE]
    before = set(rest[1:] if rest[:1] and rest[0] in _JOINS else rest)
    after = [cue for cue in clause.cues(line, *STAGES, "future", "chore", "figure.award") if cue.start >= last.end]
    american = name.entity is not None and name.entity.category == "country" and name.entity.country == "US"
    if not before <= THE or not after or american:
        return False
    sellers = clause.names(line, Role.VENDOR, Role.PRODUCT)
    verbs = [cue for cue in after if _verb_of(line.words(last.end, cue.start)) or _says_it(line, clause, last, cue)]
    # "Ukraine, which Palantir supports, is testing drones": who stands in the aside only is not what is tested
    verbs = [cue for cue in verbs if not sellers or any(not last.end <= one.start < cue.start for one in sellers)]
    return bool(verbs) and not clause.cues(line, "compared")


_TURN = ("au", "tour", "de", "l'")
_AS_WELL = frozenset({"comme", "apres", "a", "like", "after", "following", "outre", "besides"})
_LIKE = frozenset({"l'", "instar", "de", "la", "le", "les", "the"})
_JOINS = frozenset({"and", "et", "but", "mais", "while", "whereas"})


def _without_company(line: Line, clause: Clause, before: Sequence[Token]) -> Sequence[Token]:
    """Without "Après la Finlande et l'Estonie," before a place: whom it follows."""
    comma = next((at for at in range(len(before) - 1, 0, -1) if before[at].fold == ","), None)
    if comma is not None and comma <= _LEADS and before[0].fold in _WHERE and not any(token.upper for token in before[1:comma]):
        return before[comma + 1 :]  # "À l'étranger, l'Estonie …", "Ailleurs, …"
    if comma is None or before[0].fold not in _FOLLOWING or (clause.cues(line, *STAGES) and _verbs(line, clause, before[comma])):
        return before
    return before[comma + 1 :]


def _verbs(line: Line, clause: Clause, end: Token) -> bool:
    return any(cue.start < end.start for cue in clause.cues(line, *STAGES))


_LEADS = 4
_WHERE = frozenset({"a", "ailleurs", "elsewhere", "abroad", "overseas", "outre-manche", "outre-rhin", "depuis", "en", "since"})
_FOLLOWING = frozenset({"apres", "comme", "avec", "outre", "after", "like", "following", "besides"})


def _says_it(line: Line, clause: Clause, name: Name, cue: Cue) -> bool:
    """ "The county said Monday it had ended …": what a place says of itself."""
    said = next((one for one in clause.cues(line, "say") if name.end <= one.start < cue.start), None)
    if said is None or line.lang != "en" or len(line.words(name.end, said.start)) > 1:
        return False
    between = [token.fold for token in line.words(said.end, cue.start)]
    at = next((at for at, fold in enumerate(between) if fold in _ITSELF), None)
    return at is not None and _WHEN.issuperset(between[:at]) and (_HELPING | _WOULD).issuperset(between[at + 1 :])


_ITSELF = frozenset({"it", "they"})
_WOULD = frozenset({"would"})
_WHEN_WORDS = "that on in late early monday tuesday wednesday thursday friday saturday sunday yesterday today"
_WHEN = frozenset(_WHEN_WORDS.split())


def _without_apposed(before: Sequence[Token]) -> Sequence[Token]:
    """Without "the Baltic state of", "the island nation of" before a place: what it is."""
    row = [token.fold for token in before if token.word]
    told = len(row) > 2 and len(row) <= _APPOSED // 2 and row[-1] == "of" and row[-2] in _LANDS and row[0] in THE
    return () if told else before


_LANDS = frozenset({"state", "nation", "country", "republic", "kingdom", "province", "canton", "emirate", "territory", "island"})


def _verb_of(gap: Sequence[Token]) -> bool:
    """Whether a verb after these words is the subject's own: none, helping ones, or an aside between commas."""
    folds = [token.fold for token in gap]
    while folds[:1] and folds[0] in _TIMES:  # "Maryland this week became the first …"
        folds = folds[1:]
    if folds[:1] in (["qui"], ["d'"]):  # "C'est la Norvège qui adopte …"
        folds = folds[1:]
    if folds[:1] == [","] and folds[1:2] == ["qui"] and "," not in folds[1:]:  # "Le pays, qui a signé avec X, …"
        folds = folds[2:]
    folds = _undated(folds)
    if first_to(folds):
        return True
    if folds[:1] == [","] and "," in folds[1:] and folds.index(",", 1) <= _APPOSED:
        folds = folds[folds.index(",", 1) + 1 :]
    if folds[-1:] == ["to"] and _BECOME.intersection(folds[:2]) and _RANKED.intersection(folds) and len(folds) <= _APPOSED:
        return True  # "has become the first EU country to offer"
    if folds[:1] and folds[0] in _OF_THE_LAND:
        return False
    return len(folds) <= 1 or (len(folds) <= _HELPED and _HELPING.issuperset(folds))


def _undated(folds: list[str]) -> list[str]:
    """Without "en 2025", "in March", "depuis juin": when it was done."""
    at = next((at for at, word in enumerate(folds[:-1]) if word in _DATED and _dates(folds[at + 1])), None)
    return folds if at is None else folds[:at] + folds[at + 2 :]


def _dates(word: str) -> bool:
    return word in _MONTHS or (word.isdigit() and len(word) == len("2025"))


_MONTHS = frozenset(map(fold, MONTH_NUMBER))
_DATED = frozenset({"en", "in", "depuis", "since", "fin", "debut", "late", "early"})


_TIME_WORDS = "on this last week month year today yesterday monday tuesday wednesday thursday friday saturday sunday also just"
_TIMES = frozenset(_TIME_WORDS.split())
_BECOME = frozenset({"become", "became", "becomes", "is", "was"})
_RANKED = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "latest", "only", "last", "newest"})
_OF_THE_LAND_WORDS = """
    lawmakers legislators senators republicans democrats residents voters companies firms startups schools courts police doctors
    lawyers judges farmers drivers students teachers taxpayers utilities hospitals banks businesses authors publishers artists
"""
_OF_THE_LAND = frozenset(_OF_THE_LAND_WORDS.split())
"""Behind the name of a place they are who acts, and not its government."""
_HELPED = 7
_HELPING_WORDS = """
    has have had is are was were will been be being begun started begins starts to now also already just not n't since recently
    plans intends wants going about ready agreed decided signed sign signs became become becomes a an one of the first among
    l' les y en signe signent paraphe paraphent conclu conclut un une
    a ont avait est sont va vont s' se commence commencent commencé commence a à de d' vient viennent entend entendent compte
    comptent veut veulent prévoit prévoient prevoit prevoient n' ne pas aussi deja déjà ensuite desormais désormais decide décidé
    ete été le la premier premiere première seul seule
    on monday tuesday wednesday thursday friday saturday sunday week month last this lundi mardi mercredi jeudi vendredi
"""
_HELPING = frozenset(_HELPING_WORDS.split())
