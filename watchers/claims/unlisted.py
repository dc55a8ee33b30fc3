"""Names that no reference data hold but the text itself introduces: persons who speak, public bodies, companies, products.

High precision before recall: a capital alone names nobody. A body shows by its head noun ("Bureau of …", "Agence nationale
des …", "… Office"), a company by its last word ("… Systems") or by what it is called ("X, an integrator", "l'éditeur X"), a
product by its maker ("X, an assistant made by Y"), a person by a title or a verb of saying. Once introduced, short forms
("(ANOF)", a surname, a company's first word) are the same name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchers.claims.actors import Line, Name, Role, around
from watchers.claims.firms import introduced, joined
from watchers.claims.institutions import PLACES_OF, institutions
from watchers.claims.naming import (
    FIRMS,
    FRENCH_HEADS,
    HEADS,
    MAKERS,
    NO_NAME,
    Run,
    adjectival,
    folds,
    runs,
)
from watchers.claims.tokens import Token

_NEAR = 5
_TELLS = frozenset({"told", "tells", "telling"})
"""Verbs whose object is who listens."""
_LONG = 10
_TAKES_UP = (["the"], ["le"], ["la"], ["l'"], ["this"], ["ce"], ["cet"], ["cette"])
_POSSESSIVE = frozenset({"sa", "son", "its", "their", "leur"})
_OF = frozenset({"by", "from", "of", "d'", "de", "du", "par", "l'", "la", "von"})


def unlisted(lines: Sequence[Line]) -> tuple[tuple[Name, ...], ...]:
    """For each line its names together with those that the text introduces, in order of place; listed names win."""
    known = _Known(lines)
    for line in lines:
        known.learn(line)
    return tuple(known.names(line) for line in lines)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing an introduced name: its folded words."""

    words: tuple[str, ...]
    name: str
    role: Role
    vendor: str | None
    employer: str | None
    initials: bool = False
    """Counts in capitals only."""


class _Known:
    """What the text has introduced."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._forms: dict[tuple[str, ...], _Form] = {}
        self._taken = {word.lower() for line in lines for name in line.names for word in name.surface.split()}
        self._makers: dict[str, str] = {}

    # ---------------------------------------------------------------------------------------------------------- learning

    def learn(self, line: Line) -> None:
        """Take up every name that ``line`` introduces."""
        found = joined(line, runs(line))
        companies = frozenset(introduced(line, found))
        for row in institutions(line):
            self._add(line, row, Role.AGENCY, (*_bracketed(line, row), *_initials(line, row)))
        for whole in found:
            run = _untitled(line, whole)
            role = Role.COMPANY if run in companies else _kind(line, run)
            if role is Role.PERSON:
                self._add(line, run, role, (folds(line, run)[-1:],), employer=_house(line, run))
            elif role is not None:
                self._add(line, run, role, _short(line, run, self._taken))
        for product, maker in _products(line, found):
            self._add_product(line, product, maker)

    def _add(self, line: Line, run: Run, role: Role, forms: Sequence[tuple[str, ...]], employer: str | None = None) -> None:
        name = _plain(line, run)
        name = name[:1].upper() + name[1:]
        whole = folds(line, run)
        if whole in self._forms:
            name = self._forms[whole].name
        form = _Form(whole, name, role, name if role is Role.VENDOR else None, employer)
        for words in (whole, *forms):
            if words:
                short = words != whole and len(words) == 1 and role is Role.AGENCY
                self._forms.setdefault(words, replace(form, words=words, initials=short))

    def _add_product(self, line: Line, product: Run, maker: Run) -> None:
        name = _plain(line, product)
        self._add(line, maker, Role.VENDOR, _short(line, maker, self._taken))
        vendor = self._forms[folds(line, maker)].name
        for words, form in list(self._forms.items()):
            if form.name == vendor:
                self._forms[words] = replace(form, role=Role.VENDOR, vendor=vendor)
        words = folds(line, product)
        self._forms[words] = _Form(words, name, Role.PRODUCT, vendor, None)

    # ----------------------------------------------------------------------------------------------------------- finding

    def names(self, line: Line) -> tuple[Name, ...]:
        """The listed names of ``line`` and, where none stands, the introduced ones."""
        if not self._forms:
            return line.names
        found = self._found(line)
        added = [name for name in found if all(_swallows(name, other) for other in around(line.names, name.start, name.end))]
        gone = {other for name in added for other in around(line.names, name.start, name.end)}
        kept = [name for name in line.names if name not in gone]
        return tuple(sorted((*kept, *added), key=lambda name: (name.start, name.end)))

    def _found(self, line: Line) -> Iterator[Name]:
        longest = max(len(words) for words in self._forms)
        at = 0
        while at < len(line.tokens):
            form, size = self._longest(line.tokens, at, longest)
            if form is None:
                at += 1
                continue
            start, end = line.tokens[at].start, line.tokens[at + size - 1].end
            yield Name(
                start=start,
                end=end,
                surface=line.text[start - line.span.start : end - line.span.start],
                role=form.role,
                name=form.name,
                vendor=form.vendor,
                product=form.name if form.role is Role.PRODUCT else None,
                employer=form.employer,
                unlisted=True,
            )
            at += size

    def _longest(self, row: Sequence[Token], at: int, longest: int) -> tuple[_Form | None, int]:
        if not row[at].upper and row[at].fold not in FRENCH_HEADS | PLACES_OF:
            return None, 1
        for size in range(min(longest, len(row) - at), 0, -1):
            form = self._forms.get(tuple(token.fold for token in row[at : at + size]))
            if form is not None and not (form.initials and row[at].bare):
                return form, size
        return None, 1


def _plain(line: Line, run: Run) -> str:
    """The words of a run as in the text, apostrophes straight and spaces plain: typography is no part of a name."""
    text = line.text[line.tokens[run.first].start - line.span.start : line.tokens[run.last].end - line.span.start]
    return " ".join(text.replace("’", "'").split())


def _swallows(name: Name, other: Name) -> bool:
    """A body whose name holds a place or another name: "Conseil régional de Bretagne", "Wirral Lakeside NHS Foundation Trust"."""
    longer = name.end - name.start > other.end - other.start
    return longer and name.role is Role.AGENCY and name.start <= other.start and other.end <= name.end


def _initials(line: Line, run: Run) -> tuple[tuple[str, ...], ...]:
    """The initials of a body's capitals, by which the text may call it without having said so: "NFSB"."""
    capitals = [token.fold[0] for token in line.tokens[run.first : run.last + 1] if token.upper and token.word]
    return (("".join(capitals),),) if len(capitals) > 2 else ()


def _bracketed(line: Line, run: Run) -> tuple[tuple[str, ...], ...]:
    """The short form in brackets behind a name: "Bureau of Coastal Mapping (BCM)"; there the long form may stand too."""
    row = line.tokens
    at = run.last + 1
    if at + 2 >= len(row) or row[at].fold != "(" or not row[at + 1].upper:
        return ()
    close = next((place for place in range(at + 1, min(at + 2 + _LONG, len(row))) if row[place].fold == ")"), None)
    if close is None:
        return ()
    return (tuple(token.fold for token in row[at + 1 : close]),)


def _short(line: Line, run: Run, taken: set[str]) -> tuple[tuple[str, ...], ...]:
    """A company's first word, where it is no word of a listed name: "Brightharbor" for Brightharbor Systems."""
    words = folds(line, run)
    forms = [words[:-1]] if len(words) > 2 and words[-1] in FIRMS else []
    if len(words) > 1 and words[0] not in taken and words[0] not in NO_NAME:
        forms.append(words[:1])
    return tuple(forms)


# ------------------------------------------------------------------------------------------------- persons and companies


def _kind(line: Line, run: Run) -> Role | None:
    words = folds(line, run)
    if words[-1] in FIRMS and len(words) > 1:
        return Role.VENDOR if words[-1] in MAKERS else Role.COMPANY
    if _called(line, run, "firm"):
        return Role.COMPANY
    if len(words) in (2, 3) and not any(word in HEADS for word in words) and _speaks(line, run):
        return Role.PERSON
    if len(words) > 1 and line.cued("partner") and not _speaks(line, run) and not _place_like(line, run):
        return Role.COMPANY
    return None


def _untitled(line: Line, run: Run) -> Run:
    """Without the title that begins it: "Spokeswoman Lena Orrin"."""
    titles = [cue.last for cue in line.cued("title", "spokes") if cue.first == run.first]
    return Run(max(titles) + 1, run.last) if titles and max(titles) + 1 < run.last else run


def _called(line: Line, run: Run, category: str) -> bool:
    """A noun of this category right before the name, or in the phrase set off behind it: "X, a Denver firm"."""
    row = line.tokens
    for cue in line.cued(category):
        between = row[cue.last + 1 : run.first]
        if (
            cue.last < run.first
            and len(between) <= 2
            and all(token.fold in (",", "«", '"', "“") or adjectival(token.fold) for token in between)
        ):
            return True
        behind = row[run.last + 1 : cue.first]
        if any(run.last < other.first < cue.first for other in line.cued("product")):  # "X, an assistant the company made"
            continue
        if [token.fold for token in behind[1:]] in _TAKES_UP:  # "Surtout, le groupe table …" speaks of a group known already
            continue
        if cue.first > run.last and 1 <= len(behind) <= _NEAR and behind[0].fold == "," and behind[-1].fold != ",":
            return sum(token.fold == "," for token in behind) == 1
    return False


def _speaks(line: Line, run: Run) -> bool:
    """A title or a verb of saying beside the name."""
    for cue in line.cued("say", "spokes", "title", "per"):
        ahead = cue.last < run.first
        gap = run.first - cue.last - 1 if ahead else cue.first - run.last - 1
        window = _NEAR if cue.category in ("title", "spokes") else 0 if ahead else 2
        told = ahead and line.tokens[cue.first].fold in _TELLS
        if 0 <= gap <= window and not told and not _crosses(line, cue.last, run.first):
            return True
    return False


def _crosses(line: Line, one: int, other: int) -> bool:
    return any(token.fold in (";", ":", ".") for token in line.tokens[min(one, other) + 1 : max(one, other)])


def _place_like(line: Line, run: Run) -> bool:
    """Behind "of", "in", "à": where something is, not who."""
    before = line.tokens[run.first - 1].fold if run.first else ""
    return before in ("of", "in", "at", "near", "en", "a", "dans", "aux", "from")


def _house(line: Line, run: Run) -> str | None:
    """The organisation whose title a person bears here: "Meta spokesperson X", "X, porte-parole de Meta", "sa porte-parole X"."""
    houses = line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY)
    start = line.tokens[run.first].start
    titles = [cue for cue in line.cued("title", "spokes") if abs(cue.first - run.first) <= _LONG]
    if not houses or not titles:
        return None
    title = min(titles, key=lambda cue: abs(cue.first - run.first))
    if title.first and line.tokens[title.first - 1].fold in _POSSESSIVE:
        before = [name for name in houses if name.end <= title.start]
        return before[0].name if before else None
    near = min(houses, key=lambda name: min(abs(name.start - title.end), abs(title.start - name.end)))
    gap = [token for token in line.tokens if min(near.end, title.end, start) <= token.start < max(near.start, title.start, start)]
    return near.name if len(gap) <= _LONG else None


# -------------------------------------------------------------------------------------------------------------- products


def _products(line: Line, found: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Products with their makers: "X, an assistant made by Y", "X, d'Y", "l'assistant X de Y", "Y … a model called X"."""
    kinds = {run: _kind(line, run) for run in found}
    makers = [run for run in found if kinds[run] in (Role.VENDOR, Role.COMPANY)]
    for maker in makers:
        for run in found:
            if kinds[run] is None and run.last - run.first < 2 and not _compound(line, run) and _made(line, run, maker):
                yield run, maker


def _compound(line: Line, run: Run) -> bool:
    """Joined to a listed name, or an acronym in brackets: no product of its own."""
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    touching = any(0 <= start - name.end <= 1 or 0 <= name.start - end <= 1 for name in line.names)
    return touching or (run.first > 0 and line.tokens[run.first - 1].fold == "(")


def _made(line: Line, product: Run, maker: Run) -> bool:
    row = line.tokens
    if product.last < maker.first:
        between = [token.fold for token in row[product.last + 1 : maker.first]]
        if not between or len(between) > _LONG - 2 or between[-1] not in _OF:
            return False
        named = any(product.last < cue.first < maker.first for cue in line.cued("product"))
        return named or (between[0] == "," and len(between) <= 3)
    return _introduced(line, product, maker)


def _introduced(line: Line, product: Run, maker: Run) -> bool:
    """Behind its maker: "a model called X", "X, un modèle maison", "… pay Y … for X"."""
    kinds = line.cued("product", "inhouse")
    called = any(maker.last < cue.first and cue.last < product.first for cue in line.cued("called"))
    before = any(maker.last < cue.first and 0 <= product.first - cue.last - 1 <= 1 for cue in kinds)
    behind = any(0 < cue.first - product.last <= 4 for cue in line.cued("inhouse"))
    sold = (
        folds(line, maker)[-1] in MAKERS
        and line.tokens[product.first - 1].fold in ("for", "pour")
        and bool(line.cued("contract"))
    )
    return (called and (before or bool(kinds))) or behind or sold
