"""Where a sentence is cut into clauses, each one statement: marks, words that turn, a second body or seller with its verb."""

from functools import partial
from itertools import pairwise
from typing import NamedTuple

from watchers.claims.actors import Line, Name, Role
from watchers.claims.joining import STAGES, coordinated, groups
from watchers.claims.lexicon import Cue

AFTER = frozenset({"after", "apres"})
_BREAKS = frozenset({";", ":", "—", "–", "(", ")"})
_TURNS = frozenset(
    {"but", "while", "whereas", "although", "though", "mais", "tandis", "alors", "bien", "sondern", "aber", "pero", "mientras"}
)
_OPENERS = frozenset({",", "et", "and", "que", "qu'", "which", "that"}) | AFTER
_FIRMLY = _BREAKS | _TURNS
_MAY_CUT = _FIRMLY | _OPENERS


class Clause(NamedTuple):
    """A stretch of a sentence that is read as one statement."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Whether a character stands in it."""
        return self.start <= place < self.end

    def text(self, line: Line) -> str:
        """The words of the clause."""
        return line.text[self.start - line.span.start : self.end - line.span.start]

    def cues(self, line: Line, *categories: str) -> tuple[Cue, ...]:
        """The line's cues of these categories inside."""
        row = line.index_of_cues.get(categories[0], ()) if len(categories) == 1 else line.cued(*categories)
        if not row or self.all_of(line):
            return row
        start, end = self
        return tuple([cue for cue in row if start <= cue.start < end])

    def names(self, line: Line, *roles: Role) -> tuple[Name, ...]:
        """The line's names in these roles inside."""
        row = line.named(*roles)
        return row if not row or self.all_of(line) else tuple([name for name in row if self.start <= name.start < self.end])

    def all_of(self, line: Line) -> bool:
        """Whether the clause is the whole sentence."""
        return self.start <= line.span.start and line.span.end <= self.end


_clause = partial(tuple.__new__, Clause)
"""A clause of its beginning and its end, without the detour by their names."""


def clauses(line: Line) -> tuple[Clause, ...]:
    """The line cut at semicolons, colons, dashes and words that turn ("but", "tandis que"); brackets stay where they are."""
    if not line.cuts:
        line.cuts.extend(_cuts(line))
    return tuple([_clause(pair) for pair in pairwise(line.cuts) if pair[1] > pair[0]])


def _cuts(line: Line) -> list[int]:
    may_cut = _MAY_CUT if _may_open(line) else _FIRMLY
    if not line.holds(may_cut):
        return [line.span.start, line.span.end]
    cuts = [line.span.start]
    depth = 0
    for at, token in enumerate(line.tokens):
        if token.fold not in may_cut or _in_name(line, token.start):
            continue
        if token.fold in "()":
            depth += 1 if token.fold == "(" else -1
        elif (
            not depth
            and not _opens_list(line, at)
            and not _opens_denied(line, cuts[-1], at)
            and not (token.fold == ":" and (_labels(line, cuts[-1], at) or _spells_out(line, at)))
            and (
                token.fold in _BREAKS
                or (token.fold in _TURNS and _turns(line, at))
                or _goes_on(line, cuts[-1], at)
                or _another_body(line, cuts[-1], at)
                or _another_seller(line, cuts[-1], at)
                or _body_that(line, cuts[-1], at)
                or _found_that(line, cuts[-1], at)
            )
        ):
            cuts.append(token.start)
        elif not depth and _earlier(line, cuts[-1], at):
            cuts.append(line.tokens[at + 1].start)
    cuts.append(line.span.end)
    return cuts


def _may_open(line: Line) -> bool:
    """A comma or an "and" cuts only between two verbs or two bodies: see ``_goes_on`` and ``_another_body``."""
    verbs = line.cued(*STAGES)
    several = len(verbs) > 1 or len(line.named(Role.AGENCY, Role.PLACE)) > 1
    return bool(verbs) and bool(line.names) and (several or line.holds(AFTER))


def _in_name(line: Line, place: int) -> bool:
    return any(name.start < place < name.end for name in line.names)


def _turns(line: Line, at: int) -> bool:
    word = line.tokens[at].fold
    following = line.tokens[at + 1].fold if at + 1 < len(line.tokens) else ""
    if (word, following) in (("mais", "aussi"), ("but", "also")):
        return False  # "utilise X, mais aussi Y"
    if word == "but" and at and line.tokens[at - 1].fold in _NOTHING:
        return False
    return word not in ("alors", "tandis", "bien") or following in ("que", "qu'")


_NOTHING = frozenset({"nothing", "none", "anything", "all", "no"})
"""Before these "but" sets an exception: "nothing but X"."""


def _opens_list(line: Line, at: int) -> bool:
    """ "… of other suppliers: A, B and C": the colon opens a list of names, and no statement of its own."""
    row = line.tokens
    if row[at].fold != ":" or at + 1 >= len(row):
        return False
    behind = [name for name in line.names if name.start >= row[at].end]
    if counted_list(line):
        return True
    listed = len(behind) > 1 and behind[0].start - row[at].end <= _CLOSE and coordinated(line, behind[0], behind[1])
    return listed and not any(behind[0].end <= cue.start for cue in line.cued(*STAGES, "say"))


def counted_list(line: Line) -> tuple[Name, ...]:
    """ "Has approved three AI products for its clerks: A's X, B's Y and Z": what is counted before a colon, told behind it."""
    row = line.tokens
    at = next((no for no, token in enumerate(row) if token.fold == ":"), None)
    goods = [name for name in line.named(Role.VENDOR, Role.PRODUCT) if at is not None and name.start >= row[at].end]
    if at is None or len(goods) < 2 or goods[0].start - row[at].end > _CLOSE:
        return ()
    counts = [no for no, token in enumerate(row[:at]) if token.fold in _NUMBERS or token.fold.isdigit()]
    told = any(not COUNTED_WARES.isdisjoint(token.fold for token in row[no + 1 : no + _CLOSE]) for no in counts)
    between = line.words(goods[0].start, goods[-1].end)
    bare = all(token.fold in _LISTING or any(one.start <= token.start < one.end for one in line.names) for token in between)
    return tuple(goods) if told and bare and len({name.vendor for name in goods}) > 1 else ()


_LISTING = frozenset({",", "and", "et", "or", "ou", "'s", "'", "de", "d'", "du", "l'", "le", "la", "by", "from", "par", "its"})
_NUMBER_WORDS = "two three four five six seven eight several deux trois quatre cinq six sept huit plusieurs"
_NUMBERS = frozenset(_NUMBER_WORDS.split())
_COUNTED_WORDS = """
    products tools models assistants chatbots systems vendors suppliers providers companies firms makers services platforms
    produits outils modeles assistants chatbots systemes fournisseurs prestataires entreprises societes editeurs services
    solutions logiciels
"""
COUNTED_WARES = frozenset(_COUNTED_WORDS.split())
"""What a list of products may be counted as before it is told."""
_CLOSE = 4


def _labels(line: Line, start: int, at: int) -> bool:
    """ "Leeds City Council: a contract goes to X": a body, as the head of an item in a list, is what the item is about."""
    end = line.tokens[at].start
    bodies = [name for name in line.named(Role.AGENCY) if start <= name.start and name.end <= end]
    ahead = [token for token in line.words(start, end) if token.word and token.fold not in _ARTICLES]
    return bool(bodies) and all(bodies[0].start <= token.start < bodies[0].end for token in ahead)


def _spells_out(line: Line, at: int) -> bool:
    """ "Has landed an order: up to A$31 million from the office": a sum behind the colon goes on with what stands before it."""
    row = line.tokens[at + 1 : at + 1 + _CLOSE]
    rest = [token for token in row if token.fold not in _ABOUT][:1]
    if line.lang == "fr":  # "A signé avec X : 2,4 millions d'euros pour …"
        return bool(rest) and rest[0].fold[:1].isdigit() and not _SUMS.isdisjoint(token.fold for token in row)
    return (
        line.lang == "en"
        and bool(rest)
        and (rest[0].fold[:1].isdigit() or "$" in rest[0].fold or rest[0].fold in ("€", "£", "a", "c", "nz"))
    )


_SUMS = frozenset({"euros", "euro", "€", "millions", "million", "francs", "dollars", "$", "centimes"})
_ABOUT = frozenset(
    {"up", "to", "about", "around", "some", "more", "than", "over", "nearly", "almost", "pres", "de", "environ", "plus"}
)


def _opens_denied(line: Line, start: int, at: int) -> bool:
    """ "The office denied it: X is not in use": what is denied stands behind the colon."""
    row = line.tokens
    if row[at].fold != ":" or any(start <= name.start < row[at].start for name in line.named(Role.VENDOR, Role.PRODUCT)):
        return False
    return any(0 < at - cue.last <= 2 and start <= cue.start for cue in line.cued("deny"))


def _goes_on(line: Line, start: int, at: int) -> bool:
    """ ", and" between two statements, each with its own verb and its own names, not between members of a list."""
    row = line.tokens
    if row[at].fold not in ("and", "et") or not at or row[at - 1].fold != ",":
        return False
    cues = line.cued(*STAGES)
    before = any(start <= cue.start < row[at].start and not _of_its_trade(line, cue) for cue in cues)
    behind = [cue for cue in cues if cue.start > row[at].start]
    return before and bool(behind) and any(row[at].start < name.start < behind[0].start for name in line.names)


def _of_its_trade(line: Line, cue: Cue) -> bool:
    """ "X, Qatar's main provider of care, and Google signed": what a body is, in a noun, and no verb."""
    return line.tokens[cue.last].fold in _TRADES


_TRADES = frozenset({"provider", "providers", "supplier", "suppliers", "buyer", "buyers", "user", "users", "employer"})


def _another_body(line: Line, start: int, at: int) -> bool:
    """A second body begins a statement of its own: ", que la DGFiP avait testé", "A uses X, B tests Y", "A uses X, B Y"."""
    row = line.tokens
    if row[at].fold not in _OPENERS or line.quoted(row[at].start):
        return False
    bodies = [name for name in line.named(Role.AGENCY, Role.PLACE) if name.role is Role.AGENCY or _governs(name)]
    if not any(start <= name.start < row[at].start for name in bodies):
        return False
    if not any(cue.start < row[at].start for cue in line.cued(*STAGES)):
        return False
    first = next((name for name in bodies if name.start > row[at].start), None)
    if first is None or not _ARTICLES.issuperset(token.fold for token in line.words(row[at].end, first.start)):
        return False
    group = next(group for group in groups(line, bodies) if first in group)
    last = group[-1]
    if first is not group[0] and gapped(line, group[0]) is None:
        return False  # a member of a list
    return any(gapped(line, name) for name in (first, last)) or _acts_itself(line, last)


def _another_seller(line: Line, start: int, at: int) -> bool:
    """ "A is in talks with Egypt, B has signed with Rwanda": a second vendor begins a statement of its own."""
    row = line.tokens
    if row[at].fold not in _OPENERS or line.quoted(row[at].start):
        return False
    name = next((one for one in line.named(Role.VENDOR) if one.start > row[at].start), None)
    if name is None or not _ARTICLES.issuperset(token.fold for token in line.words(row[at].end, name.start)):
        return False
    cues = line.cued(*STAGES)
    told = [one for one in line.named(Role.VENDOR, Role.AGENCY, Role.PLACE) if start <= one.start < row[at].start]
    led = any(start <= cue.start < row[at].start for cue in cues)
    sides = led and {Role.VENDOR, Role.AGENCY} <= {Role.VENDOR if one.role is Role.VENDOR else Role.AGENCY for one in told}
    other = bool(told) and told[0].role is Role.VENDOR and told[0].name != name.name
    return (
        sides and other and _acts_itself(line, name) and any(one.start > name.end for one in line.named(Role.AGENCY, Role.PLACE))
    )


def _governs(place: Name) -> bool:
    """A country or state, whose government acts under its name: "Ohio uses X and Utah uses Y"."""
    return place.entity is not None and place.entity.actor is not None


def _acts_itself(line: Line, name: Name) -> bool:
    """Its verb stands right behind it."""
    cue = next((cue for cue in line.cued(*STAGES, "chore") if cue.start >= name.end), None)
    gap = line.words(name.end, cue.start) if cue else ()
    folds = [token.fold for token in gap]
    if folds[:1] == [","] and folds[2:3] == [","] and folds[1] in _EMPHATIC:  # "la DGFiP, elle, …"
        folds = folds[3:]
    return cue is not None and len(folds) <= _CLOSE and not _STOPPERS.intersection(folds)


def gapped(line: Line, body: Name) -> Name | None:
    """The product or vendor right behind a body, with no verb between them: "…, the Registry B", "…, Y un autre avec B"."""
    behind = next((name for name in line.named(Role.VENDOR, Role.PRODUCT) if name.start >= body.end), None)
    row = [token.fold for token in line.words(body.end, behind.start)] if behind is not None else []
    if behind is None or not (_GAPS.issuperset(row) or (row[-1] in _ALONG and _ANOTHER.issuperset(row[:-1]))):
        return behind if row in _LIKE_BEFORE.get(line.lang, ()) else None
    return behind


_LIKE_BEFORE = {"en": (["with"], ["to"], ["from"], ["for"]), "fr": (["avec"], ["a"], ["pour"])}
"""Between a body and a vendor they go on with a verb told before: "Ohio has signed with X, Maryland with Y"."""


def _body_that(line: Line, start: int, at: int) -> bool:
    """ "X has lost its contract with the office, which will use Y": the relative clause tells of another vendor."""
    row = line.tokens
    if row[at].fold != "," or at + 2 >= len(row) or row[at + 1].fold not in WHO:
        return False
    if not any(name.end == row[at - 1].end for name in line.named(Role.AGENCY)):
        return False
    cues = line.cued(*STAGES)
    sellers = line.named(Role.VENDOR, Role.PRODUCT)
    before = {name.vendor for name in sellers if start <= name.start < row[at].start}
    close = next((one.start for one in row[at + 2 :] if one.fold == ","), line.span.end)
    behind = {name.vendor for name in sellers if row[at].start < name.start < close}
    verb = any(row[at].start < cue.start and cue.first - at <= _CLOSE for cue in cues)
    led = any(start <= cue.start < row[at].start for cue in cues)
    return verb and led and bool(before) and bool(behind) and before.isdisjoint(behind)


def _found_that(line: Line, start: int, at: int) -> bool:
    """ "The audit court notes that the ministry has spent …": what is found of another body is a statement of its own."""
    row = line.tokens
    if row[at].fold not in _THAT or not at or row[at - 1].fold not in _FINDING or line.quoted(row[at].start):
        return False
    bodies = line.named(Role.AGENCY)
    first = next((name for name in bodies if name.start > row[at].start), None)
    if first is None or not any(start <= name.start < row[at].start for name in bodies):
        return False
    return _ARTICLES.issuperset(token.fold for token in line.words(row[at].end, first.start))


def _earlier(line: Line, start: int, at: int) -> bool:
    """ "Has signed with X, a year after it barred Y": what was done before to another's model is a statement of its own."""
    row = line.tokens
    if row[at].fold not in AFTER or at + 1 >= len(row):
        return False
    verb = next((cue for cue in line.cued(*STAGES) if cue.start > row[at].start), None)
    if verb is None or verb.first - at > _CLOSE or verb.category != "end":
        return False
    sold = line.named(Role.VENDOR, Role.PRODUCT)
    before = {name.vendor for name in sold if start <= name.start < row[at].start}
    behind = {name.vendor for name in sold if name.start >= verb.end}
    led = {token.fold for token in row[at + 1 : verb.first]}
    return bool(before) and bool(behind) and before.isdisjoint(behind) and led <= _DOING


_DOING_WORDS = "it they he she had has have avoir avait l' qu' qu que il elle ils elles first quietly also aussi d'abord"
_DOING = frozenset(_DOING_WORDS.split())
_THAT = frozenset({"que", "qu'", "that"})
_FINDING = frozenset(
    {"releve", "relevent", "constate", "constatent", "note", "notent", "revele", "revelent", "observe", "observent", "etabli"}
    | {"decouvert", "remarque", "remarquent", "found", "finds", "notes", "noted", "reveals", "revealed", "observed", "discovered"}
)
"""Words of an auditor or a court for what it has established."""
WHO = frozenset({"which", "who", "qui"})
_ARTICLES = frozenset(
    {"et", "and", "que", "qu'", "la", "le", "l'", "les", "the", "enfin", "finally", "its", "sa", "son", "which", ","}
)
_EMPHATIC = frozenset({"elle", "lui", "elles", "eux", "meanwhile", "however", "instead"})
_STOPPERS = frozenset(
    {",", ";", "(", ")", "pour", "for", "of", "de", "du", "to", "par", "by", "and", "et", "with", "avec", "in", "at", "en"}
)
_GAPS = frozenset({",", "le", "la", "l'", "the"})
_ANOTHER = frozenset({"un", "une", "autre", "another", "one", "celui", "celle", "similaire", "similar", "a"})
_ALONG = frozenset({"avec", "with"})
"""What stands for the deal told before, and what leads on to its other side."""
