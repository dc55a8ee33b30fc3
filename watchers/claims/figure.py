"""Figures: what a company earns and spends, how many use it, what a contract, a grant or a budget amounts to.

Each sum is read for its measure (``measures``), then bound to a subject (``earners`` for a company's) and a period
(``yearbook``); either, told once, holds for the sentences after it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watchers.claims import dealings, measures, parties
from watchers.claims import places as p
from watchers.claims.actors import Line, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.earners import LEAD, Earners
from watchers.claims.entities import Scene
from watchers.claims.model import Amount, Attribution, Evidence, Figure, Qualifier
from watchers.claims.passages import PassageKind
from watchers.claims.periods import Period, fiscal_years
from watchers.claims.repeats import merged
from watchers.claims.yearbook import BESIDE, Yearbook, year_before


def figures(scene: Scene) -> tuple[Figure, ...]:
    """All figures of the article, in order of place, one for each (subject, measure, period) and compatible amount."""
    years = fiscal_years(scene.article.text)
    fiscal = next(iter(years)) if len(years) == 1 else None
    teller = _Teller(scene, Yearbook(scene, fiscal), Earners(scene))
    found: list[Figure] = []
    for line in scene.lines:
        if dealings.readable(line) and len(found) <= dealings.MOST and teller.sums <= dealings.MOST_SUMS:
            found.extend(teller.line(line))
    return merged(found, scene)


@dataclass(slots=True)
class _Teller:
    """Reads line after line and remembers what later ones leave unsaid."""

    scene: Scene
    yearbook: Yearbook
    earners: Earners
    seen: frozenset[str] = frozenset()
    sums: int = 0
    """How many sums have been read so far."""
    contracts: tuple[int, tuple[Figure, ...]] = (-9, ())
    """The contract values last told, and the number of their line."""

    def line(self, line: Line) -> Iterator[Figure]:
        here = dealings.sums(line) if measures.speaks(line) or _it_was(line) else ()
        here = measures.aged(line, here) if here else here
        self.sums += len(here)
        spans = self.yearbook.spans(line) if here else ()
        readings = self._readings(line, here, spans) if here else ()
        made = [figure for reading in readings for figure in self._figures(line, self._granted(line, reading), here, spans)]
        if not made:
            made = list(self._same_size(line))
        self.yearbook.passed.append(line)
        self.seen |= dealings.currencies(here)
        self._remember(line, made)
        return iter(made)

    def _readings(self, line: Line, here: Sequence[Quantity], spans: Sequence[Period]) -> tuple[p.Reading, ...]:
        told = measures.read(line, here, spans, contract=self._contract_before(line), reports=bool(self.earners.companies))
        return told or self._pronoun(line, here, spans) or self._guidance(line, here, spans)

    def _remember(self, line: Line, made: Sequence[Figure]) -> None:
        self.earners.remember(line, made)
        values = tuple(figure for figure in made if figure.measure in (p.CONTRACT, p.OBLIGATED))
        if values:
            self.contracts = (line.index, values)

    def _contract_before(self, line: Line) -> bool:
        return any(
            one.cued("figure.contract", "figure.obligated") or (one.cued("contract") and _both_sides(one))
            for one in self.scene.lines[max(0, line.index - 2) : line.index]
        )

    def _granted(self, line: Line, reading: p.Reading) -> p.Reading:
        """What a body pays in an article headed or opened by grants, where no contract is spoken of, is one."""
        if reading.measure != p.CONTRACT or line.cued("figure.contract", "figure.seat"):
            return reading
        headed = _GRANTS.search(self.scene.article.title) is not None
        told = any(one.cued("figure.grant") for one in self.scene.lines[max(0, line.index - 2) : line.index])
        return replace(reading, measure=p.GRANT) if headed or told else reading

    def _pronoun(self, line: Line, here: Sequence[Quantity], spans: Sequence[Period]) -> tuple[p.Reading, ...]:
        """ "For the whole of fiscal 2026 it was $66.8 billion": the measure of the sentence before, for another period."""
        sums = [q for q in here if q.money]
        if not sums or self.earners.last is None or not _it_was(line):
            return ()
        measure = self._measure_before(line)
        now = [q for q in sums if q.turn is not Turn.OLD]
        timed = bool(spans) or len(now) < len(sums)
        if measure is None or not timed or len(now) != 1:
            return ()
        return tuple(p.Reading(quantity=quantity, measure=measure) for quantity in sums)

    def _measure_before(self, line: Line) -> str | None:
        """What the sentence before speaks of: its figure's measure, else the last measure that a word of it names."""
        if self.earners.last is None or line.index - self.earners.last[0] > LEAD:
            return None
        if self.earners.last[0] == line.index - 1:
            return self.earners.last[1].measure
        cues = self.scene.lines[line.index - 1].cued("figure")
        found = [p.CUES[cue.category] for cue in cues if p.CUES.get(cue.category) in p.COMPANY]
        return found[-1] if found else None

    def _guidance(self, line: Line, here: Sequence[Quantity], spans: Sequence[Period]) -> tuple[p.Reading, ...]:
        """ "It kept its plan for 2026 at $180 billion", "il visait jusqu'ici 185 milliards": spending, told just before."""
        sums = [q for q in here if not q.percent and q.amount.low >= _BILLION]
        after = (
            self.earners.last is not None
            and self.earners.last[1].measure == p.CAPEX
            and 0 < line.index - self.earners.last[0] <= 2
        )
        told = bool(line.cued("figure.guide", "figure.invest")) and (bool(spans) or bool(_UNTIL_NOW.search(line.text)))
        if not after or len(sums) != 1 or not told or line.cued("figure.other", "figure.contract"):
            return ()
        return (p.Reading(quantity=sums[0], measure=p.CAPEX),)

    # ------------------------------------------------------------------------------------------------------------ figures

    def _figures(self, line: Line, reading: p.Reading, here: Sequence[Quantity], spans: Sequence[Period]) -> Iterator[Figure]:
        quantity = measures.fallen(reading)
        if self.yearbook.partial(line, reading, spans) or dealings.misprinted(line, quantity.span.start):
            return
        period = self.yearbook.period(line, reading, spans, self.earners.last[1] if self.earners.last else None)
        if quantity.turn is Turn.OLD and reading.measure not in _REVISED:
            own = self.yearbook.own(line, reading, spans, None)
            told = own is not None and 0 <= own.span.start + line.span.start - quantity.span.end <= BESIDE
            period = period if told else year_before(line, quantity, period)
            if period is None:
                return
        money = reading.measure not in _COUNTS
        known = self.seen | dealings.currencies(here)
        home = None if reading.measure in p.COMPANY else self._home(line, quantity)
        currency = dealings.currency_of(quantity, known, home) if money else None
        if money and currency is None:
            return
        for subject, unlisted in self._subjects(line, reading, here):
            yield Figure(
                subject=subject,
                measure=reading.measure,
                amount=_amount(quantity.amount, ceiling=reading.ceiling),
                currency=currency,
                period=period,
                evidence=self._credited(line, reading, subject, unlisted=unlisted),
            )

    def _home(self, line: Line, quantity: Quantity) -> str | None:
        """The country whose dollar a bare sign means in a deal."""
        return dealings.home_of(self.scene, line, parties.buyer(self.scene, line, dealings.stretch(line, quantity, ())))

    def _credited(self, line: Line, reading: p.Reading, subject: str, *, unlisted: bool) -> Evidence:
        """A plan nobody else is credited with is the word of the company, or of its officer who stands in the sentence."""
        place = reading.quantity.span.start
        evidence = self._evidence(line, place, unlisted=unlisted)
        planned = any(cue.end <= place for cue in line.cued("figure.plan"))
        if evidence.attribution is not None or reading.measure != p.CAPEX or not planned:
            return evidence
        people = [name for name in line.named(Role.PERSON) if name.end <= place and name.employer in (None, subject)]
        if people:
            return replace(evidence, attribution=Attribution(speaker=people[0].name, employer=subject))
        return replace(evidence, attribution=Attribution(speaker=subject))

    def _evidence(self, line: Line, place: int, *, unlisted: bool) -> Evidence:
        return Evidence(
            quote=line.text,
            span=line.span,
            attribution=attribution(self.scene, line, place),
            hedged=dealings.hedged(line, place),
            unlisted=unlisted,
            corrects=line.kind is PassageKind.CORRECTION,
        )

    def _same_size(self, line: Line) -> Iterator[Figure]:
        """ "OpenAI received one of the same size in June": the contract of the sentence before, for another seller."""
        number, values = self.contracts
        sellers = line.named(Role.VENDOR, Role.COMPANY)
        if number != line.index - 1 or not line.cued("figure.same") or not sellers or " / " not in values[0].subject:
            return
        buyer = values[0].subject.partition(" / ")[2]
        yield replace(
            values[0],
            subject=f"{sellers[0].name} / {buyer}",
            amount=replace(values[0].amount, qualifier=None),
            evidence=self._evidence(line, sellers[0].start, unlisted=sellers[0].unlisted),
        )

    # ----------------------------------------------------------------------------------------------------------- subjects

    def _subjects(self, line: Line, reading: p.Reading, here: Sequence[Quantity]) -> Sequence[tuple[str, bool]]:
        if reading.measure in p.COMPANY:
            return self.earners.subjects(line, reading)
        if reading.measure == p.BUDGET:
            return parties.budget(self.scene, line, reading.quantity.span.start)
        if reading.measure == p.GRANT:
            return parties.grant(line, reading.quantity.span.start)
        return self._deal(line, reading, here)

    def _deal(self, line: Line, reading: p.Reading, here: Sequence[Quantity]) -> Sequence[tuple[str, bool]]:
        """Of the contract told in the sentence before, where this one names nobody; else as ``parties.deal``."""
        number, values = self.contracts
        if number == line.index - 1 and not line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY, Role.PRODUCT):
            return tuple(dict.fromkeys((value.subject, value.evidence.unlisted) for value in values))
        part = dealings.stretch(line, reading.quantity, [q for q in here if q.money])
        return parties.deal(self.scene, line, part, seats=reading.measure == p.SEATS)


_REVISED = frozenset({p.CAPEX, p.BUDGET})
"""Measures whose old value, told beside the new one, is of the same period: plans."""
_COUNTS = frozenset({p.USERS, p.SEATS, p.REVENUE_GROWTH, p.USERS_GROWTH})
_IT_WAS = re.compile(
    r"\b(?:it (?:was|came to|reached|stood at|amounted to|totalled)|they (?:were|came to|reached|stood at|amounted to|totalled)"
    r"|(?:il|elle) (?:était|a été|atteint|s['’]élevait|s['’]établit|ressort)"
    r"|(?:ils|elles) (?:étaient|ont atteint|atteignent|s['’]élevaient|s['’]élèvent|s['’]établissent|ressortent)"
    r"|sie betrug|fue de)\b"
)
_IT = frozenset({"it", "they", "il", "elle", "ils", "elles", "sie", "fue"})
"""A quick look: ``_IT_WAS`` begins with one of these."""


def _it_was(line: Line) -> bool:
    """ "It was", "ils s'élevaient": the line may tell a sum of what the one before spoke of."""
    return line.holds(_IT) and _IT_WAS.search(line.text.lower()) is not None


_GRANTS = re.compile(r"\b(?:grants?|subsid(?:y|ies)|subventions?|bourses? de recherche|aides? publiques?)\b", re.I)
_BILLION = Decimal(1_000_000_000)
_UNTIL_NOW = re.compile(
    r"\b(?:jusqu['’](?:ici|alors|à présent)|until (?:now|then)|so far|previously|earlier|auparavant|précédemment)\b", re.I
)


def _both_sides(line: Line) -> bool:
    """A public body and a company stand in the line."""
    return bool(line.named(Role.AGENCY) and line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT))


def _amount(amount: Amount, *, ceiling: bool) -> Amount:
    return replace(amount, qualifier=Qualifier.UP_TO) if ceiling else amount
