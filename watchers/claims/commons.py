"""English public bodies told by a common noun and whose they are: "Dutch customs", "Ghana's statistics service".

A closed grammar of public offices in lower case: a head that suffices ("parliament", "supreme court") or a head with the field
it works in ("tax office", "data protection authority"), an officer ("the Ohio auditor of state's office"). A place vouches for
it: an adjective of nation, a possessive, a name before it, or "of" and a name behind it. Without one it is nobody.
"""

from collections.abc import Iterator, Sequence

from watchers.claims.actors import Line, Role
from watchers.claims.belonging import BELONGING_ENGLISH, COUNTRIES
from watchers.claims.naming import GENERIC, HEADS, Run, is_capital, is_place
from watchers.claims.tokens import Token

_ALONE_WORDS = """
    parliament archives legislature senate judiciary customs police gendarmerie army navy military treasury ombudsman coastguard
    prothonotary constabulary exchequer gendarmes courts
"""
_ALONE = frozenset(_ALONE_WORDS.split())
"""Heads that a place alone makes a body."""
_HEAD_WORDS = """
    office offices agency authority service services board commission court courts ministry department council institute bureau
    administration bank registry force forces hospital hospitals university library archive archives district trust railway
    railways fund inspectorate directorate secretariat survey regulator watchdog guard brigade operator schools assembly system
    branch hall house government corporation chamber commissioner assessor clerk auditor
"""
_HEADED = frozenset(_HEAD_WORDS.split())
_FIELD_WORDS = """
    tax taxation revenue inland customs excise duties immigration migration border borders passport passports visa asylum refugee
    statistics statistical census post postal rail railway transit transport transportation traffic road roads highways port ports
    harbour harbor airport airports aviation maritime shipping coast health healthcare hospital public state national federal
    regional provincial municipal county city town district borough parish cantonal data protection privacy information
    competition antitrust election elections electoral audit land lands property patent patents trademark intellectual company
    companies business trade prison prisons correctional corrections probation parole fire ambulance rescue emergency civil
    defence defense disaster social security insurance pension pensions welfare benefits unemployment employment labour labor
    jobs housing planning education school schools student environment environmental protection weather meteorological
    meteorology space nuclear atomic energy electricity water sewer sanitation food safety drug drugs medicines medical mental
    geological mapping cadastral supreme high appeals appellate constitutional superior probate family juvenile bankruptcy
    criminal magistrates' circuit commercial administrative judicial legislative central reserve development savings digital
    technology it cyber cybersecurity intelligence military armed air police naval finance budget foreign interior justice
    agriculture agricultural farm fisheries forestry forest wildlife parks culture heritage tourism sports research science
    metropolitan provincial territorial
    innovation procurement purchasing ethics human rights financial securities markets gambling gaming utilities telecoms
    communications broadcasting media vehicle vehicles motor licensing licence registration records deeds vital community
    child children children's veterans veterans' consumer equality charity attorney general lower upper main workers'
    compensation payroll personnel human resources works service services counter-terrorism anti-corruption and & of
"""
_FIELDS = frozenset(_FIELD_WORDS.split())
"""Words that a head may have before it."""
_NO_FIELD = frozenset(
    {"public", "state", "national", "federal", "regional", "main", "and", "&", "of", "general", "it", "digital"}
)
"""Of them those that alone tell no body: "the German national office"."""
_PAIRED = {
    "bank": ("central", "reserve", "development"),
    "house": ("lower", "upper"),
    "hall": ("city", "town"),
    "chamber": ("lower", "upper"),
    "system": ("court", "prison", "transit", "school", "health", "courts"),
    "branch": ("judicial", "legislative"),
    "clerk": ("county", "city", "town", "district", "circuit"),
    "auditor": ("state", "county", "city"),
    "operator": ("rail", "railway", "transit"),
    "fund": ("pension", "insurance", "security", "health"),
    "government": ("state", "provincial", "regional", "metropolitan", "city", "county", "municipal", "cantonal", "territorial"),
    "corporation": ("municipal",),
    "assembly": ("national", "legislative", "general", "county", "regional"),
}
_LONG = (
    *("court of appeals", "court of appeal", "court of cassation", "court of auditors", "court of audit", "courts service"),
    *("court of common pleas", "court of claims", "house of representatives", "house of assembly", "chamber of deputies"),
    *("board of supervisors", "board of elections", "board of education", "board of health", "board of review"),
    *("board of equalization", "council of state", "register of wills", "register of deeds", "recorder of deeds"),
    *("clerk of court", "clerk of courts", "auditor of state", "auditor general", "comptroller general", "medical examiner"),
    *("secretary of state", "attorney general", "solicitor general", "public prosecutor", "public defender", "air force"),
    *("ministry of health", "ministry of justice", "ministry of finance", "ministry of education", "ministry of defence"),
    *("ministry of the interior", "ministry of foreign affairs", "ministry of agriculture", "ministry of labour"),
    *("coast guard", "border guard", "national guard", "civil guard"),
    *("ministry of transport", "department of health", "department of education", "department of transportation"),
    *("department of corrections", "department of revenue", "department of labor", "department of motor vehicles"),
)
_PHRASES: dict[str, list[tuple[str, ...]]] = {}
for _one in _LONG:
    _PHRASES.setdefault(_one.split()[-1], []).append(tuple(_one.split()))
_OFFICER_WORDS = """
    mayor governor clerk auditor treasurer assessor recorder sheriff comptroller controller general attorney prosecutor defender
    coroner examiner state ombudsman registrar minister prothonotary wills deeds deputies supervisor commissioner
"""
_OFFICERS = frozenset(_OFFICER_WORDS.split())
"""Last words of officers whose office is a body: "the attorney general's office"."""
_RANKS = frozenset(
    {"county", "city", "state", "district", "attorney", "secretary", "of", "register", "recorder", "auditor", "medical", "town"}
    | {"circuit", "court", "public", "prime", "solicitor", "lieutenant", "property", "tax", "village", "township"}
)
_LOCAL = frozenset(
    {
        "state",
        "provincial",
        "metropolitan",
        "city",
        "town",
        "county",
        "borough",
        "municipal",
        "parish",
        "school",
        "police",
        "fire",
        "district",
        "health",
    }
)
"""Fields of towns: any name before them may be one."""
_OF_TOWNS = frozenset({"city", "town", "county", "borough", "municipal", "police", "council"})
_SEATS = frozenset({"county", "city", "parish", "borough", "township", "province", "state", "canton", "town", "village"})
_OPENERS_WORDS = """
    local regional national state federal municipal county city town district rural urban foreign public military civil several
    many most all our no new old former current european african asian western eastern northern southern central royal big small
    private chief senior junior deputy acting riot traffic secret religious undercover armed uniformed retired border transport
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())
_PARTIES = frozenset({"labour", "conservative", "tory", "liberal", "reform", "green", "student", "youth", "security", "works"})
"""Before "council" they tell whose it is, or what for, and name no town."""
_FAR = 5


def commons(line: Line) -> Iterator[Run]:
    """The bodies that the line names so, in order of place. Linear in its length."""
    if line.lang != "en" or not line.holds(_LAST):
        return
    done = -1
    row = line.tokens
    for at, token in enumerate(row):
        if token.fold not in _LAST or at <= done:
            continue
        if token.upper:
            force = _force(line, at)
            force = force or _organ(line, at)
            if force is not None:
                done = force.last
                yield force
            continue
        for first, last in offices(row, at):
            run = _anchored(line, first, last)
            if run and run.first > done and not _presents(line, run):
                done = run.last
                yield run
                break


def _force(line: Line, at: int) -> Run | None:
    """ "Police in Leicestershire have …": the force of the place, where it opens the sentence and acts."""
    row = line.tokens
    behind = at + 1 + (at + 1 < len(row) and row[at].fold == "police" and row[at + 1].fold in _RANKED)
    if at > 1 or row[at].fold not in _FORCES or behind + 1 >= len(row) or row[behind].fold not in ("in", "across"):
        return None
    end = start = behind + 1
    while end < len(row) and end - start < _FAR and is_capital(line, row[end]):
        end += 1
    if end == start or end >= len(row) or row[end].fold not in _FINITE:
        return None
    taken = any(name.role is not Role.PLACE for name in line.names if row[at].start <= name.start < row[end - 1].end)
    return None if taken else Run(at, end - 1)


def _organ(line: Line, at: int) -> Run | None:
    """ "New Zealand's Parliament": an organ of state under its capital, behind the land whose it is."""
    row = line.tokens
    if row[at].fold not in _ALONE or at < 2 or row[at - 1].fold != "'s" or not row[at - 2].upper:
        return None
    longer = at + 1 < len(row) and row[at + 1].upper and row[at + 1].word
    owner = None if longer or line.is_named(row[at].start) else _owner(line, at - 2)
    place = owner is not None and (is_place(line, row[at - 2]) or row[at - 2].fold in COUNTRIES)
    return Run(owner, at) if owner is not None and place else None


_FORCES = frozenset({"police", "detectives"})
_RANKED = frozenset({"officers", "forces", "chiefs", "detectives", "dispatchers", "staff"})
_FINITE_WORDS = """
    have has had use uses test tried rely are were is was will would use used now no started began began adopted tested
    test chose signed bought dropped stopped rolled launched piloted plan
"""
_FINITE = frozenset(_FINITE_WORDS.split())
_LAST = _ALONE | _HEADED | frozenset(_PHRASES) | {"detectives"}


def offices(row: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
    """The stretches that name an office in lower case and end at ``at``, the longest first."""
    word = row[at].fold
    if [token.fold for token in row[at + 1 : at + 3]] in (["'s", "office"], ["'s", "department"]):
        return
    if word in ("office", "department") and at > 1 and row[at - 1].fold == "'s":
        first = _officer(row, at - 2)
        if first is not None:
            yield first, at
        return
    for words in _PHRASES.get(word, ()):
        first = at - len(words) + 1
        if first >= 0 and tuple(token.fold for token in row[first : at + 1]) == words and not row[first].upper:
            yield first, at
    if word in _HEADED or word in _ALONE:
        first = _fields(row, at)
        told = {token.fold for token in row[first:at]}
        if word == "council" and first == at and at and row[at - 1].upper and row[at - 1].fold not in _PARTIES:
            yield at, at
        computing = word in _OF_COMPUTING and row[at - 1].fold in ("it", "digital") and first == at - 1
        wanted = told.intersection(_PAIRED[word]) if word in _PAIRED else computing or told - _NO_FIELD
        if (wanted or word in _ALONE) and not _followed(row, at):
            yield first, at


def _fields(row: Sequence[Token], at: int) -> int:
    first = at
    while (
        first > 0 and at - first < _FAR and row[first - 1].fold in _FIELDS and (not row[first - 1].upper or _letters(row, first))
    ):
        first -= 1
    while first < at and row[first].fold in ("and", "&", "of"):
        first += 1
    return first


_OF_COMPUTING = frozenset({"department", "ministry", "agency", "directorate", "secretariat"})
"""Whose field may be computing alone: "Kerala's IT department"."""


def _letters(row: Sequence[Token], first: int) -> bool:
    """ "IT" before an office, and not "It"."""
    return row[first - 1].fold == "it" and first > 1 and row[first - 1].end - row[first - 1].start == len("IT")


def _officer(row: Sequence[Token], last: int) -> int | None:
    """Where "secretary of state" begins that ends at ``last``; ``None`` for any other owner."""
    if row[last].fold not in _OFFICERS:
        return None
    first = last
    while first > 0 and last - first < _FAR and row[first - 1].fold in _RANKS:
        first -= 1
    while row[first].fold == "of" and first < last:
        first += 1
    return None if row[first].fold == "state" and first == last else first


_PEOPLE_WORDS = """
    officer officers chief chiefs official officials officer's station stations car cars report reports reporter source sources
    staff worker workers union unions minister spokesman spokeswoman spokesperson commissioner director head member members
    data record records bill bills reform law laws budget election elections vote hearing committee inspector inspectors
    veteran veterans sergeant sergeants soldier soldiers captain commander base bases recruit recruits
    investigator investigators force forces service services department authority agency duties duty operation operations
"""
_PEOPLE = frozenset(_PEOPLE_WORDS.split())


def _followed(row: Sequence[Token], at: int) -> bool:
    """ "Swedish police officers", "Kenya's customs duties": the office only tells of whom."""
    if at + 2 < len(row) and row[at + 1].fold == "use" and row[at + 2].fold == "of":
        return True
    return at + 1 < len(row) and row[at + 1].fold in _PEOPLE and not row[at + 1].upper


def _presents(line: Line, run: Run) -> bool:
    """ "Britain's energy regulator Ofgem": what the listed body right behind it is."""
    behind = line.tokens[run.last + 1 : run.last + 2]
    name = line.name_at(behind[0].start) if behind and behind[0].upper else None
    return name is not None and name.role is Role.AGENCY and name.start == behind[0].start


# ---------------------------------------------------------------------------------------------------------------- anchors


def _anchored(line: Line, first: int, last: int) -> Run | None:
    row = line.tokens
    if first and row[first - 1].fold == "'s" and first > 1 and row[first - 2].upper:
        owner = _owner(line, first - 2)
        owner = 0 if owner == _JOINED and row[1].fold == "and" and is_capital(line, row[0]) else owner  # "Kent and Medway's"
        return Run(owner, last) if owner is not None and _possessor(line, owner, first - 2) else None
    if first and is_capital(line, row[first - 1]):
        owner = _owner(line, first - 1)
        told = {token.fold for token in row[first : last + 1]}
        opens = owner == 0 and owner == first - 1
        local = bool((_OF_TOWNS if opens else _LOCAL | _OF_TOWNS) & told)
        own = owner is not None and owner and row[owner - 1].fold in _POSSESSIVES  # "its Richmond office" is no other body
        return Run(owner, last) if owner is not None and not own and _place(line, owner, first - 1, local=local) else None
    return _behind(line, first, last)


def _owner(line: Line, last: int) -> int | None:
    """Where the stretch of capitals begins that ends at ``last``; ``None`` where it names somebody else."""
    row, first = line.tokens, last
    while first > 0 and last - first < _FAR and is_capital(line, row[first - 1]):
        first -= 1
    while first <= last and not is_capital(line, row[first]):
        first += 1
    if first > last or any(name.role is not Role.PLACE for name in line.names if row[first].start < name.end <= row[last].end):
        return None
    return first


def _possessor(line: Line, first: int, last: int) -> bool:
    row = line.tokens
    opens = first == 0 and row[first].fold in _OPENERS and not is_place(line, row[first])  # "New Zealand's customs"
    return not opens and row[last].fold not in HEADS - _SEATS


def _place(line: Line, first: int, last: int, *, local: bool) -> bool:
    """Whether the capitals before an office are a place: known as one, a seat, or before an office of towns any name."""
    row = line.tokens
    word = row[last].fold
    known = word in BELONGING_ENGLISH or word in COUNTRIES or word in _SEATS
    if known or any(name.role is Role.PLACE and name.end == row[last].end for name in line.names):
        return not (first == last and word in _SEATS)
    return local and word not in HEADS and word not in GENERIC and word not in _OPENERS


_JOINED = 2
"""Where the second of two joined names stands at the head of a sentence."""
_POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my"})


def _behind(line: Line, first: int, last: int) -> Run | None:
    """ "The supreme court of Ohio", "the mayor's office in Boise"."""
    row = line.tokens
    place = last + 1
    if place + 1 >= len(row) or row[place].fold not in ("of", "in") or not first or row[first - 1].fold not in ("the", "a"):
        return None
    told = {token.fold for token in row[first : last + 1]}
    local = bool((_LOCAL | {"court"}) & told) or row[first].fold in _OFFICERS
    if row[place].fold == "in" and not local:
        return None
    place += row[place + 1].fold == "the"
    start = end = place + 1
    while end < len(row) and end - start < _FAR and is_capital(line, row[end]):
        end += 1
    taken = any(name.role is not Role.PLACE for name in line.names if row[start].start <= name.start < row[end - 1].end)
    if end == start or taken or not HEADS.isdisjoint(token.fold for token in row[start:end]):
        return None
    known = is_place(line, row[start]) or row[start].fold in COUNTRIES or row[end - 1].fold in _SEATS
    return Run(first, end - 1) if local or known else None
