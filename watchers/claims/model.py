"""What an article says: four kinds of claim, each with its quote, its place and who is credited.

Names are those of the reference data's ``name`` column, or as in the text where ``unlisted``.
Amounts are exact decimals in the currency's unit (not cents, not millions). Spans count characters of ``Article.text``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Stage(StrEnum):
    """How far an agency has gone with a model: a ladder of five rungs, and two ways off it."""

    EXPLORING = "exploring"
    OFFERED = "offered"
    APPROVED = "approved"
    ADOPTED = "adopted"
    CONTRACTED = "contracted"
    ENDED = "ended"
    DENIED = "denied"

    @property
    def rung(self) -> int | None:
        """1 (exploring) to 5 (contracted); ``None`` off the ladder."""
        return _RUNGS.get(self)


_RUNGS = {
    Stage.EXPLORING: 1,
    Stage.OFFERED: 2,
    Stage.APPROVED: 3,
    Stage.ADOPTED: 4,
    Stage.CONTRACTED: 5,
}


class PartnerStage(StrEnum):
    """Where a private partner stands with a vendor."""

    ANNOUNCED = "announced"
    ENDED = "ended"
    DENIED = "denied"


class Qualifier(StrEnum):
    """How exactly an amount was meant."""

    ABOUT = "about"
    MORE_THAN = "more than"
    UP_TO = "up to"


class Free(StrEnum):
    """Why an amount is zero, or next to nothing; kept for the text of an alert, no part of a fact's value."""

    NO_PAYMENT = "no payment"
    FREE = "free"
    NO_PROFIT = "no profit"
    """The seller says that it earns nothing by it."""
    SYMBOLIC = "symbolic"
    """A dollar or a euro that stands for nothing; the amount is what is printed."""


class Channel(StrEnum):
    """Where somebody said it."""

    CALL = "call"
    EMAIL = "email"
    POST = "post"
    RELEASE = "release"
    INTERVIEW = "interview"
    TESTIMONY = "testimony"
    PRESS_CONFERENCE = "press conference"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of the article's text."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribution:
    """Who is credited with a statement, by canonical name: a person, a body or a company."""

    speaker: str
    employer: str | None = None
    """The organisation whose word the speaker gives, where known."""
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Clash:
    """A different credit for the same claim elsewhere in the same article (its summary, say): shown, never stored as a value."""

    attribution: Attribution
    quote: str
    span: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A printed amount or range."""

    low: Decimal
    high: Decimal | None = None
    """The upper end of a range; ``None`` for a single amount."""
    step: Decimal | None = None
    """One unit of the last printed digit ("40.5 billion": 100,000,000); ``None``: derive it from trailing zeros."""
    qualifier: Qualifier | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where the article says it."""

    quote: str
    span: Span
    attribution: Attribution | None = None
    hedged: bool = False
    """Said as a possibility or a plan."""
    unlisted: bool = False
    """The agency's, partner's or vendor's name stands in no reference data."""
    clashes: tuple[Clash, ...] = ()
    corrects: bool = False
    """The passage is a correction notice for what the same outlet printed before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adoption:
    """An agency explores, is offered, approved, uses or contracted a vendor's model. JSON kind: ``agency``."""

    vendor: str
    product: str | None
    agency: str
    stage: Stage
    valid_from: date | None = None
    """Since when the stage holds, where the text dates it."""
    valid_until: date | None = None
    """The last day on which it may hold, where the text says until when."""
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Partnership:
    """A private body that the text ties to a vendor's model for public work. JSON kind: ``partner``."""

    vendor: str
    product: str | None
    partner: str
    role: str | None
    stage: PartnerStage
    valid_from: date | None = None
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """What a buyer pays for a vendor's product; zero where it is free or no payment is involved. JSON kind: ``price``."""

    vendor: str
    product: str | None
    amount: Amount
    currency: str | None
    """ISO 4217; ``None`` for an amount of zero without a currency."""
    per: str | None
    """``agency``, ``agency/year``, ``user/month`` …; ``None`` where the text does not say."""
    buyer: str | None
    free: Free | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A figure of a company, a contract or a budget. JSON kind: ``figure``."""

    subject: str
    """A canonical name, or ``A / B`` for something between two bodies."""
    measure: str
    """One of ``MEASURES``."""
    amount: Amount
    currency: str | None
    period: str | None
    """``2024-Q3``, ``2024``, ``FY2027-Q1``, ``FY2026``, ``FY2026-27``; ``None`` where unknown."""
    valid_from: date | None = None
    evidence: Evidence


Claim = Adoption | Partnership | Price | Figure

MEASURES = (
    "revenue",
    "revenue growth percent",
    "net income",
    "net income excluding one-off items",
    "operating income",
    "daily users",
    "daily users growth percent",
    "capex",
    "contract value",
    "contract obligations",
    "grant",
    "budget",
    "licensed users",
)


class NoticeKind(StrEnum):
    """What an outlet says of its own article; the last is the most serious."""

    UPDATE = "update"
    CORRECTION = "correction"
    RETRACTION = "retraction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A note of the outlet on its own article: in its headline, or at the head of a passage."""

    kind: NoticeKind
    quote: str


class StrangerSort(StrEnum):
    """In which place of a claim an unlisted name stands."""

    AGENCY = "agency"
    VENDOR = "vendor"
    PARTNER = "partner"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stranger:
    """A name that nobody listed, in a claim."""

    name: str
    """As in the text."""
    sort: StrangerSort
    quote: str
    """Of the first claim that it stands in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanting:
    """A sentence for whoever proposes names."""

    span: Span
    lang: str


class Unbound(StrEnum):
    """Why nobody was taken for the one whom "it", "the pilot" or "the agency" means; nothing is claimed then."""

    NOBODY = "nobody agrees"
    SEVERAL = "several agree"


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """All that was taken out of one article."""

    claims: tuple[Claim, ...]
    """In order of their place in the text, one for each (kind, subjects, value); several assertions are merged."""
    on_beat: bool
    """The text names an AI vendor or model of the beat together with a government, a price or a figure."""
    notices: tuple[Notice, ...] = ()
    """In order of place, that of the headline first."""
    strangers: tuple[Stranger, ...] = ()
    """The names of its claims that stand in no reference data, each once, in order of place."""
    wanting: tuple[Wanting, ...] = ()
    """Sentences that may claim something of a name which nothing in them shows to be one."""
    unbound: tuple[Unbound, ...] = ()
    """One for each sentence left unclaimed because its "it", "the agency" or "the company" meant no one body or vendor alone."""

    @property
    def retraction(self) -> Notice | None:
        """The notice by which the outlet takes the whole article back: nothing that it says stands any more."""
        return next((notice for notice in self.notices if notice.kind is NoticeKind.RETRACTION), None)
