"""Figures: what a company earns and spends, how many use it, what a contract, a grant or a budget amounts to.

Each sum is read for its measure (``measures``), then bound to a subject and a period. A period told once holds for the
sentences after it; a quarter is what users and profits inherit, never the year told in passing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from watchers.claims import dealings, measures, parties
from watchers.claims import places as p
from watchers.claims.actors import Line, Name, Role
from watchers.claims.amounts import Quantity, Turn
from watchers.claims.attribution import attribution
from watchers.claims.entities import Bound, Scene
from watchers.claims.model import Amount, Attribution, Evidence, Figure, Qualifier
from watchers.claims.passages import PassageKind
from watchers.claims.periods import Grain, Period, fiscal_years, periods
from watchers.claims.repeats import merged


def figures(scene: Scene) -> tuple[Figure, ...]:
    """All figures of the article, in order of place, one for each (subject, measure, period) and compatible amount."""
    years = fiscal_years(scene.article.text)
    teller = _Teller(scene, fiscal=next(iter(years)) if len(years) == 1 else None)
    found: list[Figure] = []
    for line in scene.lines:
        if dealings.readable(line) and len(found) <= dealings.MOST and teller.sums <= dealings.MOST_SUMS:
            found.extend(teller.line(line))
    return merged(found, scene)


@dataclass(slots=True)
class _Teller:
    """Reads line after line and remembers what later ones leave unsaid."""

    scene: Scene
    fiscal: int | None = None
    """The only fiscal year that the article numbers."""
    seen: frozenset[str] = frozenset()
    told: list[Period] = field(default_factory=list)
    passed: list[Line] = field(default_factory=list)
    """Lines whose periods stand in ``told`` not yet: see ``_told``."""
    sums: int = 0
    """How many sums have been read so far."""
    last: tuple[int, Figure] | None = None
    """The last figure of a company, and the number of its line."""
    companies: Counter[str] = field(default_factory=Counter)
    """How many figures of each company have been told."""
    contracts: tuple[int, tuple[Figure, ...]] = (-9, ())
    """The contract values last told, and the number of their line."""

    def line(self, line: Line) -> Iterator[Figure]:
        here = dealings.sums(line) if measures.speaks(line) or _it_was(line) else ()
        here = measures.aged(line, here) if here else here
        self.sums += len(here)
        spans = self._spans(line) if here else ()
        readings = self._readings(line, here, spans) if here else ()
        made = [figure for reading in readings for figure in self._figures(line, self._granted(line, reading), here, spans)]
        if not made:
            made = list(self._same_size(line))
        self.passed.append(line)
        self.seen |= dealings.currencies(here)
        self._remember(line, made)
        return iter(made)

    def _readings(self, line: Line, here: Sequence[Quantity], spans: Sequence[Period]) -> tuple[p.Reading, ...]:
        told = measures.read(line, here, spans, contract=self._contract_before(line), reports=bool(self.companies))
        return told or self._pronoun(line, here, spans) or self._guidance(line, here, spans)

    def _spans(self, line: Line) -> tuple[Period, ...]:
        published = self.scene.article.published
        return periods(line.text, published.date() if published else None, self.fiscal)

    def _told(self) -> Sequence[Period]:
        """The periods of the lines so far, the last ones only; read when first asked for, for few figures leave theirs out."""
        passed, self.passed = self.passed, []
        for line in passed:
            told = [self._settled(span) for span in self._spans(line) if span.grain is not Grain.PART]
            self.told = [*self.told, *told][-_KEPT:]
        return self.told

    def _remember(self, line: Line, made: Sequence[Figure]) -> None:
        own = [figure for figure in made if figure.measure in p.COMPANY]
        self.companies.update(figure.subject for figure in own if not figure.evidence.unlisted)
        if own:
            self.last = (line.index, next((figure for figure in own if figure.currency), own[0]))
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
        if not sums or self.last is None or not _it_was(line):
            return ()
        measure = self._measure_before(line)
        now = [q for q in sums if q.turn is not Turn.OLD]
        timed = bool(spans) or len(now) < len(sums)
        if measure is None or not timed or len(now) != 1:
            return ()
        return tuple(p.Reading(quantity=quantity, measure=measure) for quantity in sums)

    def _measure_before(self, line: Line) -> str | None:
        """What the sentence before speaks of: its figure's measure, else the last measure that a word of it names."""
        if self.last is None or line.index - self.last[0] > _LEAD:
            return None
        if self.last[0] == line.index - 1:
            return self.last[1].measure
        cues = self.scene.lines[line.index - 1].cued("figure")
        found = [p.CUES[cue.category] for cue in cues if p.CUES.get(cue.category) in p.COMPANY]
        return found[-1] if found else None

    def _guidance(self, line: Line, here: Sequence[Quantity], spans: Sequence[Period]) -> tuple[p.Reading, ...]:
        """ "It kept its plan for 2026 at $180 billion", "il visait jusqu'ici 185 milliards": spending, told just before."""
        sums = [q for q in here if not q.percent and q.amount.low >= _BILLION]
        after = self.last is not None and self.last[1].measure == p.CAPEX and 0 < line.index - self.last[0] <= 2
        told = bool(line.cued("figure.guide", "figure.invest")) and (bool(spans) or bool(_UNTIL_NOW.search(line.text)))
        if not after or len(sums) != 1 or not told or line.cued("figure.other", "figure.contract"):
            return ()
        return (p.Reading(quantity=sums[0], measure=p.CAPEX),)

    # ------------------------------------------------------------------------------------------------------------ figures

    def _figures(self, line: Line, reading: p.Reading, here: Sequence[Quantity], spans: Sequence[Period]) -> Iterator[Figure]:
        quantity = measures.fallen(reading)
        if self._partial(line, reading, spans) or dealings.misprinted(line, quantity.span.start):
            return
        period = self._period(line, reading, spans)
        if quantity.turn is Turn.OLD and reading.measure not in _REVISED:
            own = self._own(line, reading, spans, None)
            told = own is not None and 0 <= own.span.start + line.span.start - quantity.span.end <= _BESIDE
            period = period if told else _year_before(line, quantity, period)
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
            return self._company(line, reading)
        if reading.measure == p.BUDGET:
            return parties.budget(self.scene, line, reading.quantity.span.start)
        if reading.measure == p.GRANT:
            return parties.grant(line, reading.quantity.span.start)
        return self._deal(line, reading, here)

    def _company(self, line: Line, reading: p.Reading) -> Sequence[tuple[str, bool]]:
        """The company nearest before the sum, else named after it, else the one in mind."""
        place = reading.quantity.span.start
        named = [
            name
            for name in line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT)
            if parties.owner(name) and not _adverb(line, name)
        ]
        left = [name for name in named if name.end <= place]
        right = [name for name in named if name.start >= place]
        if left or right:
            name = left[-1] if left else right[0]
            return ((str(parties.owner(name)), name.unlisted),)
        told = None if _STRANGER.match(line.text) else self._untold(line)
        return (told,) if told else ()

    def _untold(self, line: Line) -> tuple[str, bool] | None:
        """The company of a sentence that names none: of the heading, the reporting one, the last named, the topic."""
        about = self._about(line)
        if about or self._reports(line):
            return about or (self.reporter, False)
        before = self.scene.lines[line.index - 1] if line.index else None
        if before is not None and before.passage == line.passage:
            near = [name for name in before.named(Role.VENDOR, Role.COMPANY) if not _adverb(before, name)]
            if near:
                return near[0].name, near[0].unlisted
        if self.last is not None and line.index - self.last[0] <= _MEMORY:
            return self.last[1].subject, self.last[1].evidence.unlisted
        bound = self._leading(line) or self.scene.vendor_before(line)
        return (bound.vendor, bound.unlisted) if bound else None

    def _leading(self, line: Line) -> Bound | None:
        """The company whose results open the article: "Leidos posted a higher second-quarter profit"."""
        for early in self.scene.lines[: min(line.index, _LEAD)]:
            firms = early.named(Role.COMPANY, Role.VENDOR)
            told = early.cued("figure.revenue", "figure.net", "figure.operating")
            if firms and told and firms[0].end <= told[0].start and not early.named(Role.AGENCY):
                return Bound(vendor=firms[0].name, product=None, unlisted=firms[0].unlisted)
        return None

    @property
    def reporter(self) -> str:
        """The company whose figures the article has told most of; empty where it has told none."""
        return max(self.companies, key=lambda name: self.companies[name], default="")

    def _reports(self, line: Line) -> bool:
        """Whether the sentence before speaks of the reporting company beside another: what follows is the reporter's."""
        before = self.scene.lines[line.index - 1] if line.index else None
        near = before.named(Role.VENDOR, Role.COMPANY) if before and before.passage == line.passage else ()
        return len(near) > 1 and self.reporter in {name.name for name in near}

    def _about(self, line: Line) -> tuple[str, bool] | None:
        """The company of a release's last paragraph, which its heading names: "About Cohere"."""
        for earlier in reversed(self.scene.lines[max(0, line.index - 4) : line.index]):
            match = _ABOUT.match(earlier.text)
            if match and earlier.passage == line.passage - 1:
                listed = earlier.named(Role.VENDOR, Role.COMPANY)
                return (listed[0].name, listed[0].unlisted) if listed else (match["name"].strip(), True)
        return None

    def _deal(self, line: Line, reading: p.Reading, here: Sequence[Quantity]) -> Sequence[tuple[str, bool]]:
        """Of the contract told in the sentence before, where this one names nobody; else as ``parties.deal``."""
        number, values = self.contracts
        if number == line.index - 1 and not line.named(Role.AGENCY, Role.VENDOR, Role.COMPANY, Role.PRODUCT):
            return tuple(dict.fromkeys((value.subject, value.evidence.unlisted) for value in values))
        part = dealings.stretch(line, reading.quantity, [q for q in here if q.money])
        return parties.deal(self.scene, line, part, seats=reading.measure == p.SEATS)

    # ------------------------------------------------------------------------------------------------------------ periods

    def _period(self, line: Line, reading: p.Reading, spans: Sequence[Period]) -> str | None:
        if reading.measure not in p.COMPANY and reading.measure != p.BUDGET:
            return None
        grain = Grain.YEAR if reading.measure in (p.CAPEX, p.BUDGET) else None
        if _IN_QUARTER.match(line.text, reading.quantity.span.end - line.span.start):
            return self._inherited(line, None)
        own = self._own(line, reading, spans, grain)
        if own is not None:
            settled = self._settled(own)
            fiscal = reading.measure == p.BUDGET or settled is not own or not own.relative
            return settled.label if fiscal else settled.label.removeprefix("FY")
        if reading.measure == p.BUDGET:
            return None
        return self._inherited(line, grain)

    def _own(self, line: Line, reading: p.Reading, spans: Sequence[Period], grain: Grain | None) -> Period | None:
        """The period of the line that is meant: the last before the sum, else the first after it."""
        quarterly = reading.measure in (p.USERS, p.USERS_GROWTH)
        fitting = [span for span in spans if span.grain is grain or grain is None]
        if quarterly:
            fitting = [span for span in fitting if span.grain is Grain.QUARTER]
        place = reading.quantity.span.start - line.span.start
        before = [span for span in fitting if span.span.end <= place]
        after = [span for span in fitting if span.span.start >= place]
        if after and after[0].span.start - (reading.quantity.span.end - line.span.start) <= _BESIDE:
            return after[0]
        if before or not after:
            return before[-1] if before else None
        named = line.cued("figure.capex", "figure.revenue", "figure.net", "figure.operating", "figure.contract")
        end = reading.quantity.span.end + _OWN  # its own word may follow it: "11 milliards de revenus en 2025"
        between = any(end <= cue.start < after[0].span.start + line.span.start for cue in named)
        return None if between and grain is None else after[0]

    def _partial(self, line: Line, reading: p.Reading, spans: Sequence[Period]) -> bool:
        """Of a half-year or nine months: periods that figures are not kept for."""
        own = self._own(line, reading, spans, None)
        return own is not None and own.grain is Grain.PART and reading.measure in p.COMPANY

    def _inherited(self, line: Line, grain: Grain | None) -> str | None:
        """What was told before: for spending a year, else the last quarter, else the last year of the passage."""
        if grain is Grain.YEAR:
            guided = self.last is not None and self.last[1].measure == p.CAPEX and bool(line.cued("figure.guide"))
            return self.last[1].period if guided and self.last else None
        quarters = [span for span in self._told() if span.grain is Grain.QUARTER]
        if quarters:
            return quarters[-1].label
        if self.scene.article.published is None:  # "the third quarter", of a year that nobody tells, is not in "spending in 2025"
            return None
        if self._told():
            return self.told[-1].label
        return self._ahead(line)

    def _ahead(self, line: Line) -> str | None:
        """The only quarter that the title or the rest of the article names, where just one is."""
        published = self.scene.article.published
        day = published.date() if published else None
        texts = (self.scene.article.title, *(one.text for one in self.scene.lines[line.index : line.index + 12]))
        labels = {span.label for text in texts for span in periods(text, day) if span.grain is Grain.QUARTER}
        return labels.pop() if len(labels) == 1 else None

    def _settled(self, span: Period) -> Period:
        """ "The fiscal year" without a number is the one last told with it; a company's, where none was, the calendar's."""
        if span.fiscal and span.relative:
            known = [other for other in self._told() if other.fiscal]
            if known:
                return replace(span, label=known[-1].label if span.grain is Grain.QUARTER else self._latest_fiscal(known))
        return span

    @staticmethod
    def _latest_fiscal(known: Sequence[Period]) -> str:
        return max(span.year for span in known)


_OWN = 6
_BESIDE = 12
"""Characters between a sum and a period that is told right after it."""
_KEPT = 40
"""Periods kept in mind."""
_MEMORY = 12
"""Sentences over which figures without a company keep the last one's."""
_LEAD = 3
"""Sentences at the head of an article that may tell whose results it reports."""
_REVISED = frozenset({p.CAPEX, p.BUDGET})
"""Measures whose old value, told beside the new one, is of the same period: plans."""
_COUNTS = frozenset({p.USERS, p.SEATS, p.REVENUE_GROWTH, p.USERS_GROWTH})
_IT_WAS = re.compile(
    r"\b(?:it (?:was|came to|reached|stood at|amounted to|totalled)|they (?:were|came to|reached|stood at|amounted to|totalled)"
    r"|(?:il|elle) (?:était|a été|atteint|s['’]élevait|s['’]établit|ressort)"
    r"|(?:ils|elles) (?:étaient|ont atteint|atteignent|s['’]élevaient|s['’]élèvent|s['’]établissent|ressortent)"
    r"|sie betrug|fue de)\b"
)
_LABEL = re.compile(r"(?P<fiscal>FY)?(?P<year>20[0-9]{2})(?P<rest>-Q[1-4])?")


_IT = frozenset({"it", "they", "il", "elle", "ils", "elles", "sie", "fue"})
"""A quick look: ``_IT_WAS`` begins with one of these."""


def _it_was(line: Line) -> bool:
    """ "It was", "ils s'élevaient": the line may tell a sum of what the one before spoke of."""
    return line.holds(_IT) and _IT_WAS.search(line.text.lower()) is not None


_GRANTS = re.compile(r"\b(?:grants?|subsid(?:y|ies)|subventions?|bourses? de recherche|aides? publiques?)\b", re.I)
_BILLION = Decimal(1_000_000_000)
_STRANGER = re.compile(
    r"(?!(?:The|Its?|He|She|They|We|Net|This|That|Both|Total|Revenues?|Sales|Profits?|Le|La|Les|Il|Elle|Ils|Elles|Son|Sa|Ses|Ce|Cette"
    r"|Leur|Analysts|Executives)\b|L['’])(?:[A-Z][\w&.’'-]*[ \u00a0]){1,3}"
    r"(?:(?:has |had |also )?(?:posted|reported|earned|booked|generated|recorded|made|lost|said)"
    r"|a (?:publié|réalisé|dégagé|enregistré|annoncé)|publie|réalise|affiche|annonce|enregistre|dégage)\b"
    r"|[A-Z][\w&.’'-]{3,}, (?:which|who|whose|qui|dont)[ \u00a0]"
)
"""A sentence whose subject is a company that nobody knows: its figures are nobody else's."""
_IN_QUARTER = re.compile(
    r"[ \u00a0](?:in|for|during|au cours d[eu]|sur|dans|pendant|au)[ \u00a0](?:the |this |le |ce )?(?:quarter|trimestre)\b", re.I
)
"""Right after a sum: of the quarter that the article told."""
_UNTIL_NOW = re.compile(
    r"\b(?:jusqu['’](?:ici|alors|à présent)|until (?:now|then)|so far|previously|earlier|auparavant|précédemment)\b", re.I
)
_ABOUT = re.compile(
    r"\W*(?:about|à propos (?:de |d['’]|du )|qui est|über|acerca de)\s*(?P<name>[A-ZÀ-Ý][^.:;!?]{1,60})\s*[:.]?\s*\Z", re.I
)


def _both_sides(line: Line) -> bool:
    """A public body and a company stand in the line."""
    return bool(line.named(Role.AGENCY) and line.named(Role.VENDOR, Role.COMPANY, Role.PRODUCT))


def _adverb(line: Line, name: Name) -> bool:
    """Whether an unlisted "company" is but the word that opens the sentence before a comma: "Surtout, le groupe"."""
    opens = name.unlisted and name.start == line.span.start and " " not in name.surface
    return opens and line.text[name.end - line.span.start :][:1] == ","


def _amount(amount: Amount, *, ceiling: bool) -> Amount:
    return replace(amount, qualifier=Qualifier.UP_TO) if ceiling else amount


def _year_before(line: Line, quantity: Quantity, period: str | None) -> str | None:
    """The period a year earlier, where the sentence says that the old value is of then."""
    told = any(0 <= cue.start - quantity.span.end <= 30 for cue in line.cued("figure.earlier"))
    match = _LABEL.fullmatch(period or "")
    if not told or match is None:
        return None
    return f"{match['fiscal'] or ''}{int(match['year']) - 1}{match['rest'] or ''}"
