"""Towns and areas that act under their bare names: "Roubaix a adopté X", "La Loire-Atlantique a signé", "Kent and Essex use".

A name counts as the subject of its clause: it opens one, alone or in a list, and a verb follows. A doubtful one ("Nice",
"Charlotte", "Mobile") counts only where the text tells of a town besides. Towns that no list holds act where the text speaks of
them as municipalities.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Name, Role, around
from watchers.claims.closed import SOMEBODY, THE
from watchers.claims.deeds import AMERICAN, MUNICIPAL, RUNS_TOWNS, SPEAKERS, TELLS_OF_TOWNS, Member, acts, first_to, meant
from watchers.claims.gazetteer import CITY
from watchers.claims.headed import heads_item
from watchers.claims.located import body_at, in_order
from watchers.claims.naming import Run, is_capital
from watchers.claims.seats import dealt_with, national
from watchers.claims.tokens import Token, fold
from watchers.claims.towns import Towns

_OF_TOWNS = frozenset({"of", "de", "d'", "du"})
_BEFORE = frozenset(
    {",", ":", ";", "et", "and", "mais", "but", "–", "—", "puis", "while", "quand", "que", "that", "yet"}
    | {"after", "apres", "like", "comme"}
)
_VERBS = ("adopt", "explore", "explore.with", "approve", "approve.deal", "contract", "end", "deny", "get")
_BUYS = ("adopt", "explore", "explore.with", "approve", "approve.deal", "contract")
_TOWN_NOUNS = frozenset({"commune", "ville", "municipalite", "cite", "mairie"})


def towns(lines: Sequence[Line]) -> frozenset[str]:
    """The folded names (one word) of towns that the text speaks of as municipalities: "le maire de X", "X's mayor"."""
    found: set[str] = set()
    for line in lines:
        row = line.tokens
        for at, token in enumerate(row) if line.holds(TELLS_OF_TOWNS) else ():
            if token.fold in MUNICIPAL and at + 2 < len(row) and row[at + 1].fold in _OF_TOWNS and row[at + 2].upper:
                found.add(row[at + 2].fold)
            elif token.fold in _TOWN_NOUNS and at == 1 and row[0].fold == "la" and line.lang == "fr":
                found.update(_opening(line, lines))
            elif token.fold in RUNS_TOWNS and at > 1 and not token.upper:
                before = row[at - 2] if row[at - 1].fold == "'s" else row[at - 1]
                if before.upper and before.word:
                    found.add(before.fold)
    return frozenset(found)


def _opening(line: Line, lines: Sequence[Line]) -> Iterator[str]:
    """ "Trois-Rivières essaiera X. La Ville versera …": the one word that opens the sentence before, and nobody's name."""
    row = line.tokens
    before = lines[line.index - 1] if line.index else None
    behind = row[2].fold if len(row) > 2 else ""
    if before is None or before.passage != line.passage or behind in _OF_TOWNS or row[1].fold == "mairie" or not before.tokens:
        return
    first, verb = before.tokens[0], before.tokens[1] if len(before.tokens) > 1 else None
    names = around(before.names, first.start, first.end)
    if is_capital(before, first) and verb is not None and not verb.upper and all(name.role is Role.PLACE for name in names):
        opener = not verb.word and first.fold.endswith(("ment", "e"))  # "Pourtant, …", "Ensuite, …"
        if not before.named(Role.AGENCY) and not opener and behind != "voisine":
            yield first.fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a text is read against where a bare name may be a town's."""

    towns: Towns
    known: frozenset[str]
    """See ``towns``."""
    country: str | None
    """ISO code of the country that the text is about."""
    lines: Sequence[Line]
    rows: Sequence[Sequence[Name]]
    """The names of each line so far."""

    def is_alone(self, line: Line, word: str) -> bool:
        """Whether no body is named before ``line`` but towns and areas not called by ``word``, the first of a name, folded.

        Else a bare name may stand for a body that sits there. Without a word: whether no body is named at all.
        """
        bodies = (name for row in self.rows[: line.index] for name in row if name.role is Role.AGENCY)
        return all(_governs_elsewhere(name, word) for name in bodies)

    def is_seat(self, line: Line, word: str) -> bool:
        """Whether a body before ``line`` is said to be in the town of this folded name: "l'Onera, à Palaiseau"."""
        for earlier, row in zip(self.lines[: line.index], self.rows, strict=False):
            bodies = [name for name in row if name.role is Role.AGENCY]
            if bodies and earlier.holds({word}) and not any(word in fold(name.name) for name in bodies):
                at = next(place for place, token in enumerate(earlier.tokens) if token.fold == word)
                if at and earlier.tokens[at - 1].fold in _AT:
                    return True
        return False


def _governs_elsewhere(name: Name, word: str) -> bool:
    """A town's or an area's government that is not called by ``word``: "Le canton de Genève renonce à X. Vaud, lui, …"."""
    local = name.name.startswith(_TOWN_HALLS) or (name.entity is not None and name.entity.category == "local")
    return word != "" and local and word not in fold(name.name)


_TOWN_HALLS = ("City of ", "Town of ", "Ville d", "Commune d")


def with_towns(line: Line, names: tuple[Name, ...], ground: Ground) -> tuple[Name, ...]:
    """``names`` and the towns that act in the line as one body does: "Roubaix a adopté X"."""
    acting = [*_heading(line, names, ground)] or list(_acting(line, names, ground))
    added = [*acting, *dealt_with(line, names, ground.towns)]
    if not added:
        return names
    kept = [name for name in names if not any(name.start < one.end and one.start < name.end for one in added)]
    return in_order([*kept, *added])


# ---------------------------------------------------------------------------------------------------------------- subjects


def _acting(line: Line, names: Sequence[Name], ground: Ground) -> Iterator[Name]:
    row = line.tokens
    said = line.holds(SPEAKERS)
    reach, verbs = 0, frozenset[int]()
    for at in _candidates(line, names, ground, said=said):
        if at < reach or not _opens(line, at):
            continue
        verbs = verbs or frozenset({cue.first for cue in line.cued(*_VERBS)})
        seated = _seated(line, names, at, ground) if acts(line, at, verbs, freely=False) else None
        if seated is not None:
            reach = at + 1
            yield seated
            continue
        members, last = _list(line, names, at, ground)
        reach = max(at, last) + 1
        following = row[last + 1].fold if last + 1 < len(row) else ""
        if len(members) == 1 and last == members[0].run.last and following in _JOINT_BODIES:
            yield body_at(line, Run(at, last + 1), f"{_text(line, Run(at, last))} {_JOINT_BODIES[following]}")
            reach += 1
            continue
        if members and following == "," and _told_plural(line, at):
            last += 1  # "Several cities, including A and B, have banned X"
        elif len(members) == 1 and line.lang == "en" and following in _PLURAL:
            members = []  # "Sunderland have signed": a club
        if members and _does(line, members, last, verbs, ground) and meant(line, members, last, ground.known):
            for one in members:
                yield replace(body_at(line, one.run, one.acts), unlisted=one.unlisted)
        elif not members and _believed(line, names, row[at], ground, said=said) and acts(line, at, verbs, freely=False):
            yield body_at(line, Run(at, at), _text(line, Run(at, at)))


def _heading(line: Line, names: Sequence[Name], ground: Ground) -> Iterator[Name]:
    """ "Spokane." over an item that goes on with "The council approved X"."""
    if not heads_item(line, ground.lines):
        return
    one = town_at(line, names, 0, ground)
    if one is not None:
        yield replace(body_at(line, one.run, one.acts), unlisted=one.unlisted)


def _seated(line: Line, names: Sequence[Name], at: int, ground: Ground) -> Name | None:
    """ "Ottawa teste X dans trois ministères": the government that sits in a capital acts under its name."""
    token = line.tokens[at]
    government = ground.towns.government_at(token.fold) if at + 1 < len(line.tokens) else None
    if government is None or (line.lang == "en" and line.tokens[at + 1].fold in _PLURAL):
        return None
    free = all(name.role is Role.PLACE for name in around(names, token.start, token.end))
    if not free or not national(line, names, ground.lines):
        return None
    return replace(body_at(line, Run(at, at), government), unlisted=False)


def _told_plural(line: Line, at: int) -> bool:
    """ "Plusieurs villes, dont …", "Several cities, including …": the towns named are some of the subject."""
    before = [token.fold for token in line.tokens[max(0, at - _LEADS) : at] if token.fold not in THE]
    if len(before) < len(("villes", ",", "dont")) or before[-1] not in _SOME_OF:
        return False
    head = next((place for place, fold in enumerate(before[:-1]) if fold in _PLURAL_PLACES), None)
    opens = before.index(",") + 1 if "," in before[: head or 0] else 0  # "En Chine, des dizaines de villes, dont …"
    whole = at <= _LEADS + (line.tokens[0].fold in ("en", "au", "in", "aux"))
    return head is not None and whole and all(fold in _SOME or fold.isdigit() for fold in before[opens:head])


_LEADS = 8
_SOME_WORDS = """
    several some many dozens hundreds of a handful few other least at more than two three four five six seven eight nine ten
    twelve twenty american british french des de d' plusieurs quelques dizaines une dizaine douzaine vingtaine centaine poignee
    autres certaines nombreuses deux trois quatre cinq six sept huit neuf dix douze vingt
"""
_SOME = frozenset(_SOME_WORDS.split())
_SOME_OF = frozenset({"dont", "including", "notamment"})
_PLURAL_PLACES = frozenset(
    {"villes", "communes", "municipalites", "collectivites", "cities", "towns", "counties", "municipalities"}
)


def _candidates(line: Line, names: Sequence[Name], ground: Ground, *, said: bool) -> list[int]:
    """Where a town's name may begin, the last word of the line left out: a quick look at each word."""
    placed = {name.start for name in names if name.role is Role.PLACE and name.entity and name.entity.category in _LEVELS}
    known, towns = ground.known, ground.towns
    return [
        at
        for at, token in enumerate(line.tokens[:-1])
        if token.upper
        and (said or token.start in placed or towns.begins(token.fold) or token.fold in known or towns.government_at(token.fold))
    ]


def _text(line: Line, run: Run) -> str:
    return line.text[line.tokens[run.first].start - line.span.start : line.tokens[run.last].end - line.span.start]


_JOINT_BODIES = {"metropole": "Métropole", "agglomeration": "Agglomération", "agglo": "Agglo", "habitat": "Habitat"}
"""What a town is with its neighbours: "Brest métropole"."""


def _near(line: Line, last: int, verbs: Container[int]) -> Iterator[int]:
    """The verbs soon behind the word ``last``."""
    return (at for at in range(last + 1, min(last + _ASIDE, len(line.tokens))) if at in verbs)


def _between(line: Line, last: int, verb: int) -> list[str]:
    return [token.fold for token in line.tokens[last + 1 : verb]]


def _does(line: Line, members: Sequence[Member], last: int, verbs: Container[int], ground: Ground) -> bool:
    rivers = any(one.doubt == "river" for one in members)
    if line.holds(_TEAMS) or _ranked(line):
        return False
    if any(first_to(_between(line, members[-1].run.last, verb)) for verb in _near(line, members[-1].run.last, verbs)):
        return True
    if not acts(line, last, verbs, freely=not rivers):
        return False
    word = line.tokens[members[0].run.first].fold
    if ground.is_alone(line, word):
        return True
    own = {cue.first for cue in line.cued(*_BUYS)}
    negated = line.tokens[last + 1].fold in _NOT  # "Palaiseau n'a rien eu à payer" is said of who sits there
    return not negated and acts(line, last, own, freely=False) and (word in ground.known or not ground.is_seat(line, word))


def _ranked(line: Line) -> bool:
    """ "Toronto uses more X per head than any other city": those who live there do."""
    return any(
        token.fold in ("per", "par") and line.tokens[at + 1].fold in ("head", "capita", "person", "tete", "habitant")
        for at, token in enumerate(line.tokens[:-1])
    )


def _believed(line: Line, names: Sequence[Name], token: Token, ground: Ground, *, said: bool) -> bool:
    """A town that no list holds: the text speaks of it as one."""
    return (
        token.fold not in SOMEBODY
        and is_capital(line, token)
        and (said or token.fold in ground.known)
        and not _taken(names, token)
    )


def _list(line: Line, names: Sequence[Name], at: int, ground: Ground) -> tuple[list[Member], int]:
    """The towns of the list that begins at ``at``, and the last word of it and of what is said of the last one aside."""
    row, found, last = line.tokens, list[Member](), at
    while at < len(row) and len(found) < _MOST:
        one = town_at(line, names, at, ground)
        if one is None:
            break
        found.append(one)
        last = one.run.last
        end = _behind_aside(line, names, last)
        if end > last and end + 2 < len(row) and row[end + 1].fold in _JOINTS and row[end + 2].upper:
            at = end + 2  # "Cedar Rapids, Iowa, and Peoria, Illinois, are …"
            continue
        at = last + 1
        at += at < len(row) and row[at].fold == ","
        at += at < len(row) and row[at].fold in _JOINTS
        if at == last + 1:
            break
        at += at < len(row) and row[at].fold in THE and not row[at].upper
    if found:
        last = _behind_aside(line, names, last)
    beside = _body_beside(line, names, at) if found and row[at - 1].fold in _JOINTS | THE else None
    last = beside if beside is not None else last
    told = _country_aside(line, names, found[-1].run.last, last) if found else None
    sure = told or next((one.country for one in found if not one.doubt and len(found) > 1), None)
    if sure:  # "Cambridge, Mass.", "Kent and Essex": of two towns the one in that country
        there = replace(ground, country=sure)
        found = [town_at(line, names, one.run.first, there) or one for one in found]
    return found, last


def _country_aside(line: Line, names: Sequence[Name], first: int, last: int) -> str | None:
    """The country that is told between commas behind a town: "Cambridge, Mass.,"."""
    row = line.tokens
    if last <= first:
        return None
    places = [name.entity for name in around(names, row[first].end, row[last].start) if name.entity is not None]
    if any(token.fold in AMERICAN for token in row[first + 1 : last]):
        return "US"
    return next((place.country for place in places if place.category in ("country", "state", "region")), None)


def _body_beside(line: Line, names: Sequence[Name], at: int) -> int | None:
    """The last word of the body that ends a list of towns: "Namur et la Province du Luxembourg"."""
    row = line.tokens
    place = row[at].start if at < len(row) else -1
    body = next((name for name in names if name.role is Role.AGENCY and name.start == place), None)
    return _last_of(row, at, body) if body is not None else None


def town_at(line: Line, names: Sequence[Name], at: int, ground: Ground) -> Member | None:
    """The town or area, listed in one way or the other, whose name begins at the token ``at`` and is nobody else's."""
    row = line.tokens
    here = next((name for name in around(names, row[at].start, row[at].end) if name.start == row[at].start), None)
    found = ground.towns.at(row, at, line.lang, ground.country)
    longer = here is not None and found is not None and row[found[0]].end > here.end  # "Bâle-Ville" is not Bâle
    entity = here.entity if here is not None and here.role is Role.PLACE and not longer else None
    if here is not None and entity is not None and entity.category in _LEVELS:
        acts = entity.owner or entity.actor or here.name
        return Member(run=Run(at, _last_of(row, at, here)), acts=acts, country=entity.country)
    if found is None:
        return None
    last, town = found
    if line.lang == "fr" and town.article and (at == 0 or row[at - 1].fold != town.article):
        return None
    if any(_holds(name) for name in around(names, row[at].start, row[last].end)):
        return None
    return Member(run=Run(at, last), acts=town.acts, doubt=town.doubt, country=town.country)


def _holds(name: Name) -> bool:
    """Whether a name is somebody's already; places that stand for a government act elsewhere."""
    return name.role is not Role.PLACE or (name.entity is not None and name.entity.category != CITY)


def _taken(names: Sequence[Name], token: Token) -> bool:
    return any(not (name.role is Role.PLACE and name.entity is None) for name in around(names, token.start, token.end))


def _last_of(row: Sequence[Token], at: int, name: Name) -> int:
    while at + 1 < len(row) and row[at + 1].end <= name.end:
        at += 1
    return at


def _behind_aside(line: Line, names: Sequence[Name], last: int) -> int:
    """Where "Boise, Idaho," and "Rotterdam, a port of 650,000," end, if ``last`` is the last word of the city."""
    row = line.tokens
    if last + 1 >= len(row) or row[last + 1].fold != ",":
        return last
    end = next((at for at in range(last + 2, min(last + _ASIDE, len(row))) if row[at].fold == ","), last)
    told = {token.fold for token in row[last + 1 : end]}
    if end == last:
        return last
    presents = row[last + 2].fold in _PRESENTS and told.isdisjoint(_KINDS)
    if presents or told.intersection(_OTHERS) or (end == last + 3 and row[last + 2].fold.isdigit()):
        return last  # "Rotterdam, the port authority, …" is no city, "Phoenix, the chatbot, …" none, and "Kent, 34, …" a person
    return end


_LEVELS = frozenset({CITY, "local"})
_MOST = 8
"""Towns of one list."""
_ASIDE = 12
_OTHERS = frozenset({"authority", "agency", "department", "autorite", "agence", "prefecture", "departement", "hopital", "region"})
_PRESENTS = frozenset({"a", "an", "the", "un", "une", "le", "la", "l'", "son", "her", "his"})
_KINDS = TELLS_OF_TOWNS | {"capital", "port", "county", "seat", "suburb", "population", "largest", "borough", "commuter", "home"}
_KINDS |= {"capitale", "chef-lieu", "station", "cite", "place", "resort", "hub", "district", "municipality", "sous-prefecture"}
_JOINTS = frozenset({"et", "and", "&"})


def _opens(line: Line, at: int) -> bool:
    """Whether a clause begins at ``at``, its article before it."""
    row = line.tokens
    if at and row[at - 1].fold in THE and line.lang == "fr":
        at -= 1
    if _told_plural(line, at):
        return True
    if at > 1 and row[at - 1].fold in _JOINTS and row[at - 2].upper:  # "Officials in Store Street and Sligo have …"
        return any(name.role in _WARES for name in around(line.names, row[at - 2].start, row[at - 2].end))
    return at == 0 or row[at - 1].fold in _BEFORE or row[at - 1].fold in _MARKS


_PLURAL = frozenset({"have", "are", "were"})
_TEAMS_WORDS = """
    university universite campus club coach squad midfielder striker entraineur joueur joueurs
    footballeur football basket supporters
    quarterback linebacker pitcher goalkeeper goalkeepers defender winger attaquant attaquants ailier gardien milieu
"""
_TEAMS = frozenset(_TEAMS_WORDS.split())
"""Words that tell of a university or a club under a town's name."""
_NOT = frozenset({"n'", "ne"})
_AT = frozenset({"a", "in", "at", "near", "("})
_WARES = frozenset({Role.VENDOR, Role.PRODUCT})
_MARKS = frozenset({'"', "«", "“", "•", "."})
