"""Vendors and products that no list holds, shown by all that a text says of them: "Norvane's models", "l'assistant Brisa".

One mention seldom tells what an unknown capital is; several do. Each occurrence of a run of capitals that names nobody adds to
what speaks for a maker and to what speaks for a product (``showing``). A run is believed from a sum on, a higher one where the
text names a listed vendor, which then explains more of it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from watchers.claims.actors import Line, Role
from watchers.claims.hints import Words
from watchers.claims.model import Span
from watchers.claims.naming import FIRMS, HEADS, MAKERS, NO_NAME, Run, folds, runs
from watchers.claims.showing import (
    EDITION,
    SOLD,
    WARE,
    WHERE,
    as_either,
    as_house,
    as_maker,
    as_product,
    beside,
    makes,
    opens,
    owns_models,
    speaks_of_models,
)
from watchers.claims.sources import source
from watchers.claims.tokens import Token

_ENOUGH, _MORE = 2, 4
_LONGEST = 3
"""Words of a maker's or product's name."""
_OFTEN, _STANDS_OUT = 2, 3
_SHORTEST = 3
"""Letters of its first word."""
_JOINTS = frozenset({",", "and", "or", "et", "ou", "&", "d'", "de"})
_AND = frozenset({"and", "or", "et", "ou", "&"})
"""Without one of these what stands between commas is said of its neighbour: "Cohere, North"."""
_OF = frozenset({"d'", "de"})
_CLOSE = 3
"""Marks and words between two members of a list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A maker, or a product with its maker where the text tells it."""

    line: Line
    run: Run
    """Where it stands first."""
    role: Role
    owner: Words | None = None


@dataclass(kw_only=True, slots=True)
class _Case:
    """What speaks for one run of capitals."""

    line: Line
    run: Run
    maker: int = 0
    product: int = 0
    either: int = 0
    house: int = 0
    """What shows that it is a firm at all."""
    seen: int = 0
    """How often it stands in the text."""
    sure: bool = False
    """It stands with its capital inside a sentence, or somebody proposed it as a name."""
    subject: bool = False
    """It opens a sentence."""
    owners: Counter[Words] = field(default_factory=Counter)

    @property
    def loud(self) -> bool:
        """Initials: of a union, a party or a place sooner than of a maker."""
        start, end = self.line.tokens[self.run.first].start, self.line.tokens[self.run.last].end
        return self.line.text[start - self.line.span.start : end - self.line.span.start].isupper()

    @property
    def role(self) -> Role | None:
        """What it is, as far as one can tell."""
        if self.maker >= max(self.product, 1):
            return Role.VENDOR
        return Role.PRODUCT if self.product else Role.VENDOR if self.either else None

    @property
    def weight(self) -> int:
        """How much speaks for it; a proposal says that it is a name, and nothing of what it is."""
        return max(self.maker, self.product) + min(self.either, _ENOUGH) - (0 if self.sure else 1)


Cases = dict[Words, _Case]


def makers(lines: Sequence[Line], known: Iterable[Words], proposed: Sequence[Span] = ()) -> tuple[Made, ...]:
    """The makers and products that nobody listed, makers first; ``known``: what the text has introduced as something else.

    ``proposed``: where somebody else sees a name.
    """
    if not speaks_of_models(lines):
        return ()
    cases = _cases(lines, frozenset(known), proposed)
    least = _MORE if any(line.named(Role.VENDOR) for line in lines) else _ENOUGH
    found = {words: case for words, case in cases.items() if case.role is not None and case.weight >= least}
    found |= {words: cases[words] for case in [*found.values()] for words, told in case.owners.items() if told >= _ENOUGH}
    found |= _listed_with(lines, cases, found)
    names = {words for words, case in found.items() if case.role is Role.VENDOR}
    if least == _ENOUGH:
        names |= _orphans_makers(cases, found, names, lines)
    strangers = any(case.seen >= _OFTEN and case.sure for words, case in cases.items() if words not in found)
    vendors = [Made(line=found[words].line, run=found[words].run, role=Role.VENDOR) for words in found if words in names]
    taken = {words for case in found.values() for words in case.owners}
    products = [_product(case, names, taken, lines) for words, case in found.items() if words not in names]
    if len(names) == 1 and not strangers:
        products = [replace(one, owner=one.owner or next(iter(names))) for one in products]
    return (*vendors, *products)


def _orphans_makers(cases: Cases, found: Cases, names: set[Words], lines: Sequence[Line]) -> set[Words]:
    """Makers of products that the text gives none: of the unknown firms beside each, the one that stands out."""
    rows = [tuple(token.fold for token in line.tokens) for line in lines]
    makers = set(names)
    for orphan in [words for words, case in found.items() if words not in names and not case.owners]:
        near = [at for at, row in enumerate(rows) if _holds(row, orphan)]
        around = {at for one in near for at in (one - 1, one, one + 1)}
        if any(_holds(rows[at], words) for words in makers for at in around if 0 <= at < len(rows)):
            continue
        maker = _standing_out(cases, found, [rows[at] for at in near if _SELLING.isdisjoint(rows[at])], known=bool(makers))
        if maker is not None:
            makers.add(maker)
            found[maker] = cases[maker]
            found[orphan].owners[maker] += 1
    return makers - names


def _standing_out(cases: Cases, found: Cases, rows: Sequence[Words], *, known: bool) -> Words | None:
    """The unknown name that these sentences, and the text, show most to be a firm; where the text has makers, only such a one."""
    marks: list[tuple[int, Words]] = []
    for words, case in cases.items():
        shared = sum(_holds(row, words) for row in rows)
        if words in found or case.loud or not case.sure or words[0] in _STATE or (known and not (shared and case.house)):
            continue
        marks.append((case.seen + case.either + case.subject + case.house + 2 * shared, words))
    marks.sort()
    if not marks or (len(marks) > 1 and marks[-2][0] == marks[-1][0]):
        return None
    most, best = marks[-1]
    return best if most >= (_OFTEN if cases[best].subject or cases[best].house else _STANDS_OUT) else None


_SELLING_WORDS = "resell resells reselling resold reseller resellers revend revendait revendre revente revendeur revendeurs"
_SELLING = frozenset(_SELLING_WORDS.split())
"""Who sells what others make is not its maker."""
_STATE = frozenset({"etat", "etats", "congres", "congress", "parlement", "parliament", "union", "republique", "senat", "senate"})


# ---------------------------------------------------------------------------------------------------------------- candidates


def _cases(lines: Sequence[Line], taken: frozenset[Words], proposed: Sequence[Span]) -> Cases:
    cases: Cases = {}
    inside = frozenset(token.fold for line in lines for token in line.tokens[1:] if token.upper)
    common = frozenset(token.fold for line in lines for token in line.tokens if token.word and not token.upper)
    for line, behind in zip_longest(lines, lines[1:]):
        found = [run for whole in runs(line) if _may_be(line, run := _bare(line, whole), taken, common)]
        for run in found:
            case = cases.setdefault(folds(line, run), _Case(line=line, run=run))
            case.seen += 1
            case.subject = case.subject or opens(line, run)
            case.sure = case.sure or run.first > 0 or line.tokens[0].fold in inside or _is_proposed(line, run, proposed)
            _weigh(line, run, case)
            case.maker += source(line, run, behind)
        _pair(line, found, cases)
    return cases


def _bare(line: Line, run: Run) -> Run:
    """Without the edition and the number at its end: "Brisa 4 Scout", "Brisa for Government"."""
    for at in range(run.first + 1, run.last + 1):
        if line.tokens[at].fold in EDITION or line.tokens[at].fold[0].isdigit():
            return Run(run.first, at - 1)
    return run


def _may_be(line: Line, run: Run, taken: frozenset[Words], common: frozenset[str]) -> bool:
    """Not known as something else, no place after "in", no word that the text writes without a capital too."""
    words = folds(line, run)
    if len(words) > _LONGEST or words in taken or not HEADS.isdisjoint(words) or not NO_NAME.isdisjoint(words):
        return False
    if len(words) == 1 and (words[0] in common or words[0] in _TRADES):
        return False
    if line.lang == "en" and run.first and line.tokens[run.first - 1].fold in WHERE:
        return False
    if _of_a_land(line, run):
        return False
    if line.lang == "fr" and run.first == 1 and line.tokens[0].fold in ("a", "en"):  # "À Berlin, un député …"
        return False
    return len(words[0]) >= _SHORTEST and words[0] not in WARE | SOLD and words[-1] not in FIRMS - MAKERS


def _of_a_land(line: Line, run: Run) -> bool:
    """ "La province de X", "X Province", "X County": a stretch of land."""
    row = line.tokens
    if row[run.last].fold in _LANDS or (run.last + 1 < len(row) and row[run.last + 1].fold in _LANDS):
        return True
    before = [token.fold for token in row[max(0, run.first - 2) : run.first]]
    return len(before) == 2 and before[1] in ("de", "d'", "du", "of") and before[0] in _LANDS


_LAND_WORDS = """
    province county state district valley island islands ville commune canton region comte ile iles vallee quartier departement
    etat village town city parish shire
"""
_LANDS = frozenset(_LAND_WORDS.split())
_TRADE_WORDS = "ocr llm llms api apis rag gpu gpus pdf erp crm rgpd gdpr nlp saas sms faq vpn rh hr dsi cio gpt"
_TRADES = frozenset(_TRADE_WORDS.split())
"""Initials of kinds of tools and of trades: "le modèle d'OCR de X"."""


def _is_proposed(line: Line, run: Run, proposed: Sequence[Span]) -> bool:
    start, end = line.tokens[run.first].start, line.tokens[run.last].end
    return any(span.start < end and start < span.end for span in proposed)


def _weigh(line: Line, run: Run, case: _Case) -> None:
    one = beside(line, run)
    case.maker += as_maker(one)
    case.product += as_product(one)
    case.either += as_either(one)
    case.house += as_house(one)


def _pair(line: Line, found: Sequence[Run], cases: Cases) -> None:
    """What neighbours in one sentence show of each other."""
    if found and owns_models(line, found[0]):
        cases[folds(line, found[0])].maker += 3
    for run, other in pairwise(found):
        weight = makes(line, run, other)
        first, second = folds(line, run), folds(line, other)
        if not weight:
            continue
        maker, product = (first, second) if weight > 0 else (second, first)
        cases[maker].maker += abs(weight)
        cases[product].product += abs(weight)
        cases[product].owners[maker] += abs(weight)


# --------------------------------------------------------------------------------------------------------- lists and products


Spot = tuple[int, int, Words]
"""First and last token of a name, and its words where nobody listed it."""


def _listed_with(lines: Sequence[Line], cases: Cases, found: Cases) -> Cases:
    """What stands in one list with a vendor is one: "contracts with Norvane, Brask and Tellor"."""
    more: Cases = {}
    for line in lines:
        if not line.holds(_AND):
            continue
        bare = (_bare(line, run) for run in runs(line))
        spots = [(run.first, run.last, folds(line, run)) for run in bare]
        spots += [(*_place(line, name.start, name.end), ()) for name in line.named(Role.VENDOR)]
        for group in _groups(line.tokens, sorted(spots)):
            if any(not words or (words in found and found[words].role is Role.VENDOR) for _, _, words in group):
                more |= {words: cases[words] for _, _, words in group if words in cases and words not in found}
    for case in more.values():
        case.maker += _MORE
    return more


def _groups(row: Sequence[Token], spots: Sequence[Spot]) -> list[list[Spot]]:
    """Names of one list."""
    groups: list[list[Spot]] = []
    joined: set[int] = set()
    for spot in spots:
        between = [token.fold for token in row[groups[-1][-1][1] + 1 : spot[0]]] if groups else []
        if groups and between and len(between) <= _CLOSE and _JOINTS.issuperset(between) and between[0] not in _OF:
            groups[-1].append(spot)
            joined.update({len(groups)} if not _AND.isdisjoint(between) else ())
        else:
            groups.append([spot])
    return [group for number, group in enumerate(groups, 1) if number in joined]


def _place(line: Line, start: int, end: int) -> tuple[int, int]:
    first, behind = bisect_left(line.tokens, (start,)), bisect_left(line.tokens, (end,))
    return (first, behind - 1) if first < behind else (0, 0)


def _product(case: _Case, vendors: set[Words], taken: set[Words], lines: Sequence[Line]) -> Made:
    """A product with the maker that the text gives it, else one without a product that is named nearest to it most often."""
    told = [words for words, _ in case.owners.most_common() if words in vendors]
    free = vendors - taken if len(vendors) > 1 else vendors
    owner = told[0] if told else _nearest(folds(case.line, case.run), free, lines)
    return Made(line=case.line, run=case.run, role=Role.PRODUCT, owner=owner)


def _nearest(product: Words, vendors: set[Words], lines: Sequence[Line]) -> Words | None:
    near: Counter[Words] = Counter()
    rows = [tuple(token.fold for token in line.tokens) for line in lines]
    for at, row in enumerate(rows):
        if _holds(row, product):
            near.update({words: 3 for words in vendors if _holds(row, words)})
            others = (other for other in rows[max(0, at - 1) : at + 2] if other is not row)
            near.update(words for other in others for words in vendors if _holds(other, words))
    return near.most_common(1)[0][0] if near else None


def _holds(row: Words, words: Words) -> bool:
    return any(row[at : at + len(words)] == words for at in range(len(row) - len(words) + 1))
