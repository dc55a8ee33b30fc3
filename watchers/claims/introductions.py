"""How a text introduces persons, companies and products that no list holds: by what stands beside the name.

A person bears a title or speaks, a company ends in "… Systems" or is called a firm ("X, an integrator", "la société lyonnaise
X"), a product has a maker ("X, made by a start-up called Y", "Y's assistant X"). A capital alone names nobody.
"""

from collections.abc import Iterator, Sequence

from watchers.claims import firms
from watchers.claims.actors import Line, Role
from watchers.claims.belonging import BELONGING_ENGLISH, BELONGING_FRENCH, COUNTRIES
from watchers.claims.closed import ITS
from watchers.claims.lexicon import Cue
from watchers.claims.naming import FIRMS, HEADS, MAKERS, Run, adjectival, folds, runs
from watchers.claims.showing import SOLD, WARE
from watchers.claims.sources import bought_for

_LONG = 10
_APPOSED = 14
_BESIDE = 6
_TELLS = frozenset({"told", "tells", "telling"})
"""Verbs whose object is who listens."""
_ARTICLES = frozenset({"a", "an", "the", "un", "une", "le", "la", "l'", "its", "their", "sa", "son", "another", "autre"})
_PARTICLE_WORDS = "van von der den di da ten ter bin ben el al zu dos del de du la le d'"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_PLACED = frozenset(
    {"of", "in", "at", "near", "en", "a", "dans", "aux", "from", "to", "boulevard", "rue", "avenue", "place", "sur"}
)
_NO_PERSON_WORDS = """
    times post herald news journal gazette tribune press wire courier monitor ledger review radio television magazine newsletter
    infolettre depeche party parti union federation league alliance association securities bank banque research foundation north
    south east west creek valley city county river lake street house building committee department royal
"""
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split())
"""Words of newspapers, parties, banks and places, which speak but are no persons."""


def introduced(line: Line) -> tuple[tuple[Run, Role], ...]:
    """The persons and companies that the line introduces, persons first, each in order of place."""
    capitals = runs(line)
    if not capitals:
        return ()
    whole = firms.joined(line, capitals)
    people = [(run, untitled(line, run)) for run in _with_particles(line, whole)]
    people = [(run, bare) for run, bare in people if _is_person(line, bare) and not firms.named_a_firm(line, bare)]
    taken = {at for run, _ in people for at in range(run.first, run.last + 1)}
    companies = frozenset(firms.introduced(line, whole))
    found = [(run, _kind(line, run, companies)) for run in whole if run.first not in taken]
    return (*((bare, Role.PERSON) for _, bare in people), *((run, role) for run, role in found if role is not None))


def _kind(line: Line, run: Run, companies: frozenset[Run]) -> Role | None:
    """What a run of capitals is by its own words or by what it is called, if not a person."""
    words = folds(line, run)
    if words[-1] in MAKERS and (_of_a_kind(line, run) or words[0] in WARE | SOLD):  # "Assistant IA" is a tool
        return None
    if words[-1] in MAKERS and all(word in _SORTS for word in words[:-1]):  # "the Chinese AI model", "Generative AI"
        return None
    if (words[-1] in FIRMS or _of_computing(line, run)) and len(words) > 1:
        return Role.VENDOR if words[-1] in MAKERS else Role.COMPANY
    if run in companies or (line.lang == "fr" and len(words) == _PAIR and words[-1] == "services" and words[0] not in HEADS):
        return Role.COMPANY
    if len(words) > 1 and line.cued("partner") and not _speaks(line, run) and not _place_like(line, run):
        return Role.COMPANY
    return None


_PAIR = 2
_SORT_WORDS = """
    sovereign generative responsible agentic public trusted trustworthy open secure federal national enterprise military physical
    frontier advanced conversational legal medical clinical european western asian african arab south north souveraine generative
    responsable publique militaire nationale europeenne frugale green global local new big
"""
_SORTS = frozenset(_SORT_WORDS.split()) | BELONGING_ENGLISH | BELONGING_FRENCH | COUNTRIES
"""What stands before "AI" and makes no firm of it."""


def _of_computing(line: Line, run: Run) -> bool:
    """ "Bramhope IT", and not "the Dublin IT company"."""
    row = line.tokens
    behind = row[run.last + 1].fold if run.last + 1 < len(row) else ""
    return row[run.last].fold == "it" and (not behind.isalpha() or behind in _VERBAL)


_VERBAL = frozenset(
    {"is", "was", "will", "has", "had", "and", "et", "a", "est", "for", "to", "as", "at", "in", "pour", "qui", "of"}
)


def _of_a_kind(line: Line, run: Run) -> bool:
    """ "A Canadian AI company", "the leading French AI start-up": an adjective and what the firm deals in name nobody."""
    led = line.lang == "en" and run.first > 0 and line.tokens[run.first - 1].fold in ("a", "an")
    return led or any(cue.first == run.last + 1 for cue in line.cued("firm"))


# --------------------------------------------------------------------------------------------------------------- persons


def _with_particles(line: Line, found: Sequence[Run]) -> Iterator[Run]:
    """The runs, those joined by a particle as one: "Ilse van Roosmalen", "Anne de la Tour"."""
    at = 0
    while at < len(found):
        run = found[at]
        if at + 1 < len(found):
            between = [token.fold for token in line.tokens[run.last + 1 : found[at + 1].first]]
            if 0 < len(between) <= 2 and _PARTICLES.issuperset(between):
                joined = Run(run.first, found[at + 1].last)
                if _is_person(line, untitled(line, joined)):
                    yield joined
                    at += 2
                    continue
        yield run
        at += 1


def untitled(line: Line, run: Run) -> Run:
    """Without the title that begins it: "Spokeswoman Lena Orrin"."""
    titles = [cue.last for cue in line.cued("title", "spokes") if run.first <= cue.first and cue.last < run.last]
    return Run(max(titles) + 1, run.last) if titles else run


def _is_person(line: Line, run: Run) -> bool:
    words = folds(line, run)
    if not 2 <= len(words) <= _WORDS or words[-1] in FIRMS or _NO_PERSON.intersection(words) or HEADS.intersection(words):
        return False
    if "&" in words or any(word.isdigit() for word in words) or _place_like(line, run) or _firm_apposed(line, run):
        return False
    return _titled(line, run) or _described(line, run) or _speaks(line, run)


def _firm_apposed(line: Line, run: Run) -> bool:
    """Right behind a comma a French text calls it a firm: "X, partenaire local chargé de", "X, une société de Tours"."""
    row = line.tokens
    if line.lang != "fr" or run.last + 2 >= len(row) or row[run.last + 1].fold != ",":
        return False
    at = run.last + (3 if row[run.last + 2].fold in _ARTICLES else 2)
    return any(cue.first == at for cue in line.cued("firm", "partner"))


_WORDS = 5
_OWNED = 4
"""Words from a possessive to the title: "its chief digital officer"."""


def _titled(line: Line, run: Run) -> bool:
    """A title before it: "colonel X", "la directrice financière, X", "the secretary of Home Affairs, X"."""
    for cue in line.cued("title", "spokes"):
        between = line.tokens[cue.last + 1 : run.first]
        if cue.last >= run.first or len(between) > _APPOSED:
            continue
        marks = [token.fold for token in between if not token.word]
        if marks in ([], ["."]) and all(not token.word or adjectival(token.fold) for token in between):
            return True
        plain = not any(cue.last < other.first < run.first for other in line.cued("say", "per"))
        if marks == [","] and between[-1].fold == "," and plain and not _another_person(line, cue, run):
            return True
    return False


def _another_person(line: Line, cue: Cue, run: Run) -> bool:
    """Somebody else bears the title: "the minister praised Ann Vel, Odile Roy said"."""
    start, end = line.tokens[cue.last].end, line.tokens[run.first].start
    return any(start <= name.start < end for name in line.named(Role.PERSON))


def _described(line: Line, run: Run) -> bool:
    """A title set off behind it: "X, head of the agency's analytics shop", "X, maître de conférences", "X, Meta's chief"."""
    row = line.tokens
    for cue in line.cued("title"):  # "X runs the letters", "X is the chief of forecasts"
        if run.last < cue.first and _IS.issuperset(token.fold for token in row[run.last + 1 : cue.first]):
            return True
    if run.last + 1 >= len(row) or row[run.last + 1].fold not in (",", "("):
        return False
    for cue in line.cued("title", "spokes"):
        between = row[run.last + 2 : cue.first]
        if run.last + 1 < cue.first and len(between) <= _BESIDE and all(token.word or token.fold == "'s" for token in between):
            return not any(other.first > run.last and other.first < cue.first for other in line.cued("say"))
    return False


def _speaks(line: Line, run: Run) -> bool:
    """A verb of saying right behind the name or before it; not one that tells something to it."""
    for cue in line.cued("say", "per"):
        ahead = cue.last < run.first
        between = line.tokens[cue.last + 1 : run.first] if ahead else line.tokens[run.last + 1 : cue.first]
        told = ahead and line.tokens[cue.first].fold in _TELLS
        if told or (ahead and cue.first < run.first <= cue.last) or len(between) > (0 if ahead else 2):
            continue
        if (ahead or cue.first > run.last) and all(token.word for token in between):
            return True
    return False


_IS = frozenset({"is", "was", "has", "been", "as", "est", "etait", "fut", "the", "a", "an", "la", "le", "l'", "une", "un"})


def house(line: Line, run: Run) -> str | None:
    """The organisation whose title a person bears here: "Meta spokesperson X", "X, porte-parole de Meta", "sa porte-parole X"."""
    houses = line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY)
    start = line.tokens[run.first].start
    titles = [cue for cue in line.cued("title", "spokes") if abs(cue.first - run.first) <= _LONG]
    if not houses or not titles:
        return None
    title = min(titles, key=lambda cue: abs(cue.first - run.first))
    ahead = [token.fold for token in line.tokens[max(0, title.first - _OWNED) : title.first]]
    if ITS.intersection(ahead) and "," not in ahead[-1:]:
        before = [name for name in houses if name.end <= title.start]
        return before[0].name if before else None
    near = min(houses, key=lambda name: min(abs(name.start - title.end), abs(title.start - name.end)))
    gap = [token for token in line.tokens if min(near.end, title.end, start) <= token.start < max(near.start, title.start, start)]
    return near.name if len(gap) <= _LONG else None


def _place_like(line: Line, run: Run) -> bool:
    """Behind "of", "in", "à": where something is, not who."""
    before = [token.fold for token in line.tokens[max(0, run.first - 2) : run.first]]
    return before[-1:] != [] and before[-1] in _PLACED and before != ["according", "to"]


# -------------------------------------------------------------------------------------------------------------- products


def products(line: Line, known: Sequence[tuple[Run, Role]]) -> Iterator[tuple[Run, Run]]:
    """Products with their makers, given who is ``introduced``: "X, made by Y", "l'assistant X de Y", "Y's assistant X"."""
    makers = [run for run, role in known if role is not Role.PERSON]
    taken = {at for run, _ in known for at in range(run.first, run.last + 1)}
    for run in runs(line) if makers else ():
        free = run.first not in taken and run.last - run.first < 2 and folds(line, run)[0] not in _ITSELF
        if free and not _compound(line, run) and not _common(line, run):
            yield from ((run, maker) for maker in makers if _made(line, run, maker))


_ITSELF = frozenset({"ai", "ia", "a.i."})
"""What the tool does, and no tool's name."""


def _common(line: Line, run: Run) -> bool:
    """At the head of a sentence, one of the words for those who are trained and for what is done: "Staff were trained by X"."""
    return run.first == run.last == 0 and any(cue.first == 0 for cue in line.cued("figure.staff", "served", "task", "matter"))


def _compound(line: Line, run: Run) -> bool:
    """Joined to a listed name, or an acronym in brackets: no product of its own."""
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    touching = any(0 <= start - name.end <= 1 or 0 <= name.start - end <= 1 for name in line.names)
    return touching or (run.first > 0 and line.tokens[run.first - 1].fold == "(")


def _made(line: Line, product: Run, maker: Run) -> bool:
    row = line.tokens
    if product.last >= maker.first:
        return _presented(line, product, maker)
    between = row[product.last + 1 : maker.first]
    folded = [token.fold for token in between]
    if not folded or len(folded) > _APPOSED - 2:
        return False
    if _tells_maker(line, product, maker):
        return True
    kept = _without_kind(line, product.last + 1, maker.first)
    if kept == product.last + 1 or kept - product.last > _LONG or row[kept - 1].fold not in _OF:
        return False
    named = any(product.last < cue.first < maker.first for cue in line.cued("product"))
    return (named and _goes_on(line, product, maker.first)) or (folded[0] == "," and len(folded) <= 3)


_OF = frozenset({"by", "from", "of", "d'", "de", "du", "par", "l'", "la", "von"})


def _without_kind(line: Line, start: int, end: int) -> int:
    """Where "la start-up vaudoise" before a maker's name begins; ``end`` where nothing of the kind stands there."""
    firm = [cue for cue in line.cued("firm") if start <= cue.first and cue.last < end]
    if not firm or end - firm[-1].last > 2:
        return end
    first = firm[-1].first
    return first - 1 if line.tokens[first - 1].fold in _ARTICLES and first - 1 > start else first


def _tells_maker(line: Line, product: Run, maker: Run) -> bool:
    """ "X, made by a start-up called Y", "X, édité par la société nantaise Y": nothing between but that."""
    made = [cue for cue in line.cued("made") if product.last < cue.first and cue.last < maker.first and cue.last > cue.first]
    if not made or not _goes_on(line, product, made[-1].first):
        return False
    behind = line.tokens[made[-1].last + 1 : maker.first]
    firm = [cue for cue in line.cued("firm", "called") if made[-1].last < cue.first and cue.last < maker.first]
    allowed = {at for cue in firm for at in range(cue.first, cue.last + 1)}
    return all(
        at in allowed or token.fold in _ARTICLES or (not token.upper and adjectival(token.fold)) or token.upper
        for at, token in enumerate(behind, made[-1].last + 1)
    )


def _goes_on(line: Line, product: Run, until: int) -> bool:
    """What stands behind the product's name goes on with it: a mark, a "which", a noun for it; no verb and its own object."""
    between = line.tokens[product.last + 1 : until]
    if not between or between[0].fold in _GOING_ON or not between[0].word:
        return True
    return any(cue.first == product.last + 1 for cue in line.cued("product", "ai"))


_GOING_ON = frozenset({"which", "that", "qui", "is", "was", "were", "has", "est", "a", "sont", "ont", "etait", "et", "and"})


def _presented(line: Line, product: Run, maker: Run) -> bool:
    """Behind its maker: "a model called X", "X, un modèle maison", "Y's assistant X", "… pay Y … for X"."""
    kinds = line.cued("product", "inhouse")
    row = line.tokens
    shown = any(maker.last < cue.first and cue.last < product.first for cue in line.cued("called"))
    before = any(maker.last < cue.first and 0 <= product.first - cue.last - 1 <= 1 for cue in kinds)
    behind = any(0 < cue.first - product.last <= 4 for cue in line.cued("inhouse"))
    between = row[maker.last + 1 : product.first]
    owned = bool(between) and between[0].fold == "'s" and before and len(between) <= _BESIDE
    sold = (
        folds(line, maker)[-1] in MAKERS
        and product.first > 0
        and row[product.first - 1].fold in ("for", "pour")
        and bool(line.cued("contract"))
    )
    return (shown and (before or bool(kinds))) or behind or owned or sold or bought_for(line, maker, product)
