"""English public bodies that no list holds: stretches of capitals round a head noun, "the city of Owensboro", "Parks Canada"."""

from collections.abc import Sequence
from itertools import pairwise

from watchers.claims.actors import Line
from watchers.claims.belonging import BELONGING_ENGLISH, COUNTRIES
from watchers.claims.naming import DAYS, FIRMS, FRENCH_HEADS, GENERIC, HEADS, NO_NAME, SMALL, Run, is_capital, is_place, listed
from watchers.claims.tokens import Token

_LONG = 12
PLACES_OF = frozenset(
    {"bank", "city", "town", "village", "borough", "county", "university", "port", "parish", "municipality", "canton", "province"}
)
"""English nouns that head a name in lower case too: "the city of Owensboro"."""
_JOINTS = frozenset({"and", "&", "y", "und", "et"})


def stretch_of_capitals(line: Line, at: int) -> Run | None:
    """A stretch of capitals with a head noun and a word of its own."""
    row = line.tokens
    if not is_capital(line, row[at]):
        return None
    last = _cut(line, at, _stretch(line, at))
    words = [token.fold for token in row[at : last + 1]]
    if last == at or _led_in(words) or _titled(line, at, last):
        return None
    first = words.index("and") if "and" in words else len(words)
    if _of_a_nation(words[:first]) or _of_a_nation(words) or _of_a_place(line, at, words):
        return Run(at, at + first - 1 if _of_a_nation(words[:first]) and not _of_two_places(words, first) else last)
    proper = [t.fold for t in row[at : last + 1] if t.upper and t.fold not in HEADS and t.fold not in GENERIC]
    own = 0 if proper == [words[-1]] and words[-1] in _ORGANS else len(proper) + (words[-1] in _SERVICES and words[0] in HEADS)
    german = any(word.startswith(("bundes", "landes")) and len(word) > 9 for word in words)
    consultant = words[-1] == "conseil" and len(words) > 1  # "Ligne Claire Conseil" sells advice
    if _no_body(words):
        return None
    bureau = words[0] in HEADS or any(word in HEADS and then in ("of", "for") for word, then in pairwise(words))
    firm = words[-1] in FIRMS - HEADS and not bureau  # "Bureau of Ocean Analytics" is none
    seat = len(words) > len("of") and words[-1] == "government" and words[-2] in _LEVELS  # "Nagasaki Prefectural Government"
    if not own or not (german or seat or HEADS.intersection(words)) or firm or consultant or _officer(line, at, words):
        return None
    return Run(at, last)


_LEVELS = frozenset({"prefectural", "county", "provincial", "regional", "municipal", "metropolitan", "city", "state", "district"})


def _officer(line: Line, at: int, words: Sequence[str]) -> bool:
    """ "Mayor for Administration Ulrike Hartmann": an office and who holds it, and no body of that name."""
    before = [token.fold for token in line.tokens[max(0, at - _OFFICE) : at]]
    named = len(words) > len("of") and words[0] in HEADS and HEADS.isdisjoint(words[1:]) and SMALL.isdisjoint(words)
    return named and before[-1:] in (["for"], ["of"]) and not _OFFICERS.isdisjoint(before)


_OFFICE = 4
_OFFICERS_WORDS = "mayor minister secretary commissioner councillor councilor chief head director deputy president senator chair"
_OFFICERS = frozenset(_OFFICERS_WORDS.split())
_FIELDED = frozenset(
    {"statistics", "stats", "geoscience", "parks", "services", "service", "police", "nhs", "health", "customs", "immigration"}
    | {"revenue", "transport", "education", "environment", "environnement", "heritage", "fisheries", "maritime", "tax", "sport"}
    | {"business", "invest", "innovation", "enterprise", "historic", "creative", "fire"}
)
"""Fields that with the name of a country alone name its body: "Statistics Korea", "Parks Canada"."""
_ANYWHERE = frozenset({"nhs", "police", "transport"})
"""Of them those that any place follows: "NHS Tayside", "Transport for Greater Haverton"."""
_NATIONAL_HEADS = frozenset(
    {
        "navy",
        "army",
        "force",
        "forces",
        "marine",
        "customs",
        "railways",
        "railway",
        "rail",
        "post",
        "organisation",
        "organization",
    }
    | {"programme", "airports", "ports", "roads", "highways", "water"}
)
"""Heads that need a nation, or the world, beside them: "Royal Danish Navy", "International Organization for Migration"."""
_OF_MANY = frozenset({"international", "world", "royal", "african", "asian", "european", "caribbean", "inter-american", "arab"})
_BANKS = frozenset({"central", "reserve", "development"})
_BRANCHES_OF_STATE = frozenset(
    {("judicial", "branch"), ("legislative", "branch"), ("court", "system"), ("borough", "of"), ("municipal", "corporation")}
    | {("attorney", "general"), ("public", "defender"), ("planning", "organization"), ("broadcasting", "corporation")}
    | {("protection", "commissioner"), ("information", "commissioner"), ("privacy", "commissioner"), ("border", "force")}
    | {("wealth", "fund"), ("state", "railways"), ("energy", "regulator"), ("development", "corporation"), ("state", "lottery")}
    | {("metro", "government"), ("metropolitan", "government")}
    | {("botanical", "garden"), ("botanic", "garden"), ("botanic", "gardens"), ("parks", "department")}
)


_TRIBES_WORDS = """
    navajo cherokee choctaw chickasaw muscogee creek seminole osage oneida seneca onondaga mohawk ho-chunk yakama o'odham caddo
    quapaw shawnee iowa ponca kaw pawnee comanche delaware wyandotte cree dene metis nisga'a haida squamish musqueam ojibwe sioux
    tribal potawatomi menominee lakota mandan hualapai apache crow blackfeet
"""
_TRIBES = frozenset(_TRIBES_WORDS.split())
_COUNTY_OFFICERS = frozenset(
    {"assessor", "clerk", "recorder", "treasurer", "auditor", "coroner", "attorney", "sheriff", "controller"}
)
_LEADS = HEADS | _NATIONAL_HEADS | {"bank", "band", "borough", "transport"}


def _of_a_nation(words: Sequence[str]) -> bool:
    """A body that shows by a nation or a place beside a plain noun: "Parks Canada", "Asian Development Bank"."""
    if len(words) < 2:
        return False
    if words[0] in _FIELDED and (words[-1] in COUNTRIES or words[0] in _ANYWHERE) and not HEADS.intersection(words[1:]):
        linked = words[1] in ("for", "of")
        return (len(words) <= 3 + linked and not SMALL.intersection(words[2:])) and (linked == (words[0] == "transport"))
    if words[-2] == "county" and words[-1] in _COUNTY_OFFICERS:
        return len(words) > 2
    pairs = set(pairwise(words))
    if pairs & _BRANCHES_OF_STATE and (words[0], words[1]) not in _BRANCHES_OF_STATE:
        return True
    if "bank" in words and any((kind, "bank") in pairs for kind in _BANKS) and len(words) > 2:
        return True
    nation = any(word in BELONGING_ENGLISH or word in COUNTRIES or word in _OF_MANY for word in words)
    tribe = words[-1] == "nation" and (words[-2] in _TRIBES or (words[-2] == "first" and len(words) > 2))
    tribe = tribe or "indians" in words
    return tribe or (nation and bool(_NATIONAL_HEADS.intersection(words)) and words[-1] not in FIRMS)


_PUBLIC_FIELD_WORDS = """
    metro rail railway railways trams airport airports health transport transit police water utilities libraries schools parks
    housing fire
"""
_PUBLIC_FIELDS = frozenset(_PUBLIC_FIELD_WORDS.split())


def _of_two_places(words: Sequence[str], joint: int) -> bool:
    """ "NHS Greater Glasgow and Clyde": one body of both."""
    behind = words[joint + 1 :]
    return words[0] == "nhs" and 0 < len(behind) <= _NEXT and HEADS.isdisjoint(behind) and "nhs" not in behind


_NEXT = 2


def _of_a_place(line: Line, at: int, words: Sequence[str]) -> bool:
    """A listed place and a field of public service: "Auckland Transport", "Nova Scotia Health", "Seattle Public Utilities"."""
    return 1 < len(words) <= _LONGEST_FIELDED and words[-1] in _PUBLIC_FIELDS and is_place(line, line.tokens[at])


_LONGEST_FIELDED = 4


def _no_body(words: Sequence[str]) -> bool:
    """A town ("Port Louis") or a foundation ("Wellcome Trust")."""
    if words[0] in _REGISTRARS and len(words) == _NAMED and HEADS.isdisjoint(words[1:]) and SMALL.isdisjoint(words):
        return "general" not in words  # "Registrar Jane Roe"
    if words[0] == "port" and HEADS.isdisjoint(words[1:]) and words[1:2] != ["of"]:
        return True
    return words[-1] == "trust" and _CARING.isdisjoint(words)


_REGISTRARS = frozenset({"registrar", "auditor", "comptroller", "ombudsman", "prothonotary"})
_NAMED = 3
_CARING = frozenset(
    {"nhs", "health", "hospital", "hospitals", "care", "ambulance", "university", "learning", "schools", "academy"}
)


def _titled(line: Line, at: int, last: int) -> bool:
    """ "Public Service Minister Jane Roe": the stretch runs on into a title and whoever bears it, and names no body."""
    row = line.tokens
    if row[last].fold in HEADS or (row[at].fold in HEADS and row[at + 1].fold in SMALL):
        return False
    return any(
        at < cue.first <= cue.last < last and row[cue.first - 1].fold not in SMALL and _named_behind(row, cue.last + 1)
        for cue in line.cued("title", "spokes")
    )


def _named_behind(row: Sequence[Token], at: int) -> bool:
    return row[at].word and row[at].fold not in SMALL


def _led_in(words: Sequence[str]) -> bool:
    """Whether the name begins later: "Officials of the Land Board", "Anna Keller of the Topographic Office", "Riga and the …"."""
    et = words.index("et") if "et" in words else 0
    if et and words[et + 1] in ("la", "le", "les", "l'") and (HEADS | FRENCH_HEADS).isdisjoint(words[:et]):
        return True  # "Namur et la Province du Luxembourg"
    small = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    if small == len(words) or words[0] in _PREFIXES:
        return False
    if not (_LEADS if words[small] in ("of", "for") else HEADS).isdisjoint(words[:small]):
        return False
    return words[small] != "and" or words[small + 1 : small + 2] == ["the"]


_LINKS = frozenset({"of", "for", "on", "the", "and"})
_PREFIXES = frozenset({"isle", "port", "royal", "corporation", "borough"})
"""Words with "of" before the name of a place whose council or authority follows."""
_ORGANS = frozenset({"directors", "trustees", "governors", "supervisors", "regents", "managers", "appeals", "origin", "justice"})
"""Whose board or court is no body of its own."""
_SERVICES = frozenset({"service", "agency", "authority", "administration", "inspectorate", "directorate"})


_ELECTRONIC = ("e-", "egov", "ehealth")


def _stretch(line: Line, at: int) -> int:
    """The last capitalised word of the stretch from ``at``, small words inside allowed."""
    row = line.tokens
    last = at
    for place in range(at + 1, min(at + _LONG, len(row))):
        token = row[place]
        if token.fold in DAYS:  # "the Ministry of Ports on Thursday"
            break
        electronic = token.fold.startswith(_ELECTRONIC) and is_capital(line, token)  # "Department of e-Government"
        if (token.fold == "'s" and _goes_on(row, place)) or (token.fold == "," and _fields(line, at, place)):
            continue
        if electronic or (token.upper and token.word and (not listed(line, token) or _inside(line, at, place))):
            last = place
        elif token.fold not in SMALL or token.upper:
            break
    return last


def _fields(line: Line, at: int, comma: int) -> bool:
    """ "The Department of Environment, Parks and Heritage", "the Alcohol, Tobacco and Cannabis Board": fields of one body."""
    row = line.tokens
    led = [token.fold for token in row[at:comma]]
    behind = any(word in ("of", "for") for word in led) and not HEADS.isdisjoint(led)
    if led[-1] not in _GOVERNED or (not behind and len(led) > _LED):
        return False
    for place in range(comma + 1, min(comma + _LONG, len(row) - 1)):
        token = row[place]
        if token.fold in ("and", "&"):
            return row[place + 1].upper and (_one_more(row, place + 1) if behind else _headed(row, place + 1))
        if token.fold != "," and not (token.upper and (token.fold in _GOVERNED or row[place + 1].fold in _GOVERNED)):
            return False
    return False


def _one_more(row: Sequence[Token], at: int) -> bool:
    """The last field, of one word or two: "… and Tunnels", "… and Open Spaces"."""
    return row[at].fold in _GOVERNED or (at + 1 < len(row) and row[at + 1].upper and row[at + 1].fold in _GOVERNED)


def _headed(row: Sequence[Token], at: int) -> bool:
    """The last field with the head noun behind it: "… and Cannabis Commission"."""
    words = [token.fold for token in row[at : at + _HEADED] if token.upper]
    return words[:1] != [] and words[0] in _GOVERNED and not HEADS.isdisjoint(words[1:])


_LED = 3
_HEADED = 4
_GOVERNED_WORDS = """
    environment food rural fisheries forestry parks heritage tourism trade industry energy science technology research
    innovation employment labour labor housing infrastructure transport communications communities sport sports culture arts
    media youth family families women children planning land lands water mines mining minerals petroleum resources natural
    climate immigration citizenship consumer enterprise business commerce agriculture education training skills higher health
    social welfare veterans aviation maritime digital information regional local home development investment economic economy
    aquaculture finance security justice safety logistics irrigation livestock marine gender equality integration recreation
    roads bridges tunnels trails spaces streets sewers waste alcohol tobacco cannabis firearms gaming racing liquor explosives
    pensions savings insurance insurances securities banking credit customs excise taxes taxation revenue statistics census
    wildlife fish game forests ports harbours harbors airports railways highways works buildings monuments museums libraries
    archives records licensing licences permits standards weights measures patents trademarks medicines drugs food veterinary
    analysis training evaluation audit inspection protection prevention rehabilitation corrections probation parole emergency
    disaster relief refugees migration asylum passports elections ethics disabilities elderly seniors aging ageing pharmacy
    nursing medicine professions occupations minerals geology hydrology meteorology space telecommunications broadcasting
    post postal radio procurement supply property assets treasury budget planning zoning permitting enforcement compliance
    competition markets prices tariffs exports imports investments tourism hospitality crafts languages religion
"""
_GOVERNED = frozenset(_GOVERNED_WORDS.split())


def _goes_on(row: Sequence[Token], place: int) -> bool:
    """ "Hawke's Bay Regional Council", "the Harwick Assessor's Office": a possessive inside a name."""
    if place + 1 >= len(row) or not row[place + 1].upper:
        return False
    return row[place - 1].fold in _POSSESSED or (
        row[place - 1].fold in _OFFICERS and row[place + 1].fold in ("office", "department")
    )


_POSSESSED = frozenset({"hawke", "king", "queen", "bishop", "john", "george", "martha"})
_OFFICERS = _COUNTY_OFFICERS | {"mayor", "governor", "comptroller", "prosecutor", "defender", "registrar", "examiner", "marshal"}


def _inside(line: Line, at: int, place: int) -> bool:
    """A place, or a listed name between words of the stretch and its head noun: "Wirral Lakeside NHS Foundation Trust"."""
    row = line.tokens
    if is_place(line, row[place]):
        return True
    follows = [token.fold for token in row[place + 1 : place + 4] if token.upper]
    led = row[place - 1].upper and not listed(line, row[place - 1]) and row[place - 1].fold not in NO_NAME
    return led and place - at > 0 and bool(HEADS.intersection(follows))


def _cut(line: Line, at: int, last: int) -> int:
    """Before the "and" that joins a second body: "the Courts Service and the Land Board", "Tax Office and Port Authority"."""
    row = line.tokens
    for place in range(at + 1, last):
        if row[place].fold not in _JOINTS:
            continue
        left = {token.fold for token in row[at:place]} & HEADS
        right = {token.fold for token in row[place + 1 : last + 1]} & HEADS
        more = not right and row[place + 1].fold in _GOVERNED and {"of", "for"} & {token.fold for token in row[at:place]}
        if left and not more and (right or row[place - 1].fold in HEADS or row[place + 1].fold == "the"):
            return place - 1
    return last


def settlement(line: Line, at: int) -> Run | None:
    """ "The city of Owensboro", "the university of Leeds": a capital right behind "of"."""
    row = line.tokens
    if at + 2 >= len(row) or row[at + 1].fold != "of" or not row[at + 2].upper or not is_capital(line, row[at + 2]):
        return None
    if listed(line, row[at + 2]) and not is_place(line, row[at + 2]):
        return None
    if row[at].fold == "bank" and not is_place(line, row[at + 2]):
        return None  # the central bank of a country, no bank of any other name
    last = at + 2
    while last + 1 < len(row) and row[last + 1].upper and row[last + 1].word:
        if listed(line, row[last + 1]) and not is_place(line, row[last + 1]):
            break
        last += 1
    return Run(at, last)
