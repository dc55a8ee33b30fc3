"""Claims and articles in few words, for tests of what is decided about them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from alerts.model import ArticleMark
from watchers.claims.model import (
    Adoption,
    Amount,
    Attribution,
    Evidence,
    Figure,
    Partnership,
    PartnerStage,
    Price,
    Qualifier,
    Span,
    Stage,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STATE = "U.S. Department of State"
WHOLE = "U.S. federal government"


def mark(article: str, day: float = 0, outlet: str | None = None, url: str | None = None) -> ArticleMark:
    """An article ``day`` days after the start, from an outlet of its own unless told otherwise."""
    told = START + timedelta(days=day)
    return ArticleMark(
        article=article,
        url=url or f"https://news.example/{article}",
        outlet=outlet or f"Outlet {article}",
        title=f"Article {article}",
        lang="en",
        published=told,
        seen=told,
        body_sha256=article,
        sketch=(),
    )


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands around a claim."""

    by: str | None = None
    employer: str | None = None
    quote: str = "A sentence."
    corrects: bool = False
    unlisted: bool = False
    since: date | None = None
    evidence: Evidence = field(init=False)

    def __post_init__(self) -> None:
        credit = Attribution(speaker=self.by, employer=self.employer) if self.by else None
        made = Evidence(
            quote=self.quote,
            span=Span(start=0, end=len(self.quote)),
            attribution=credit,
            corrects=self.corrects,
            unlisted=self.unlisted,
        )
        object.__setattr__(self, "evidence", made)


PLAIN = Said()


def agency(stage: Stage, name: str = STATE, vendor: str = "Meta", said: Said = PLAIN) -> Adoption:
    return Adoption(vendor=vendor, product=None, agency=name, stage=stage, valid_from=said.since, evidence=said.evidence)


def partner(stage: PartnerStage = PartnerStage.ANNOUNCED, name: str = "Palantir", said: Said = PLAIN) -> Partnership:
    return Partnership(
        vendor="Meta", product=None, partner=name, role=None, stage=stage, valid_from=said.since, evidence=said.evidence
    )


def amount(low: str, high: str | None = None, qualifier: Qualifier | None = None, step: str | None = None) -> Amount:
    return Amount(
        low=Decimal(low),
        high=Decimal(high) if high is not None else None,
        step=Decimal(step) if step is not None else None,
        qualifier=qualifier,
    )


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a price is for."""

    product: str | None = "Claude"
    per: str | None = "agency/year"
    buyer: str | None = WHOLE
    currency: str | None = "USD"


TERMS = Terms()


def price(low: str, terms: Terms = TERMS, said: Said = PLAIN) -> Price:
    return Price(
        vendor="Anthropic",
        product=terms.product,
        amount=amount(low),
        currency=terms.currency,
        per=terms.per,
        buyer=terms.buyer,
        valid_from=said.since,
        evidence=said.evidence,
    )


def figure(told: Amount, period: str | None = "2025-Q3", measure: str = "revenue", said: Said = PLAIN) -> Figure:
    return Figure(
        subject="Meta",
        measure=measure,
        amount=told,
        currency="USD",
        period=period,
        valid_from=said.since,
        evidence=said.evidence,
    )
