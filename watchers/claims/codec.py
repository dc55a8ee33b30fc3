"""Claims as the public JSON objects, both ways. The field names and their order are the public contract of ``read --json``.

Optional fields stand only where they say something; reading what was written gives an equal claim.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from watchers.claims.model import (
    MEASURES,
    Adoption,
    Amount,
    Attribution,
    Channel,
    Claim,
    Clash,
    Evidence,
    Figure,
    Free,
    Partnership,
    PartnerStage,
    Price,
    Qualifier,
    Span,
    Stage,
)

_Choice = TypeVar("_Choice", bound=StrEnum)


class ClaimFormatError(ValueError):
    """An object that is no claim: ``field`` and what is wrong with it."""

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(f"{field}: {fault}")
        self.field = field
        self.fault = fault


# ----------------------------------------------------------------------------------------------------------------- write


def claim_to_json(claim: Claim) -> dict[str, object]:
    """The claim as one JSON object: kind, its slots, who says it, the quote and its place; then what is optional."""
    if isinstance(claim, Adoption):
        found = {"kind": "agency", "vendor": claim.vendor, "product": claim.product, "agency": claim.agency}
        return found | {"stage": claim.stage.value} | _tail(claim)
    if isinstance(claim, Partnership):
        found = {"kind": "partner", "vendor": claim.vendor, "product": claim.product, "partner": claim.partner}
        return found | {"role": claim.role, "stage": claim.stage.value} | _tail(claim)
    if isinstance(claim, Price):
        head: dict[str, object] = {"kind": "price", "vendor": claim.vendor, "product": claim.product, **_amount(claim.amount)}
        head |= {"currency": claim.currency, "per": claim.per, "buyer": claim.buyer}
        return head | _given("free", claim.free) | _finer(claim.amount) | _tail(claim)
    head = {"kind": "figure", "subject": claim.subject, "measure": claim.measure, **_amount(claim.amount)}
    return head | {"currency": claim.currency, "period": claim.period} | _finer(claim.amount) | _tail(claim)


def _tail(claim: Claim) -> dict[str, object]:
    evidence = claim.evidence
    credit = evidence.attribution
    found: dict[str, object] = {
        "attributed_to": credit.speaker if credit else None,
        "hedged": evidence.hedged,
        "quote": evidence.quote,
        "start": evidence.span.start,
        "end": evidence.span.end,
    }
    if evidence.unlisted:
        found["unlisted"] = True
    if credit:
        found |= _given("employer", credit.employer) | _given("channel", credit.channel)
    if claim.valid_from:
        found["valid_from"] = claim.valid_from.isoformat()
    if isinstance(claim, Adoption | Price) and claim.valid_until:
        found["valid_until"] = claim.valid_until.isoformat()
    if evidence.clashes:
        found["clashes"] = [_clash(clash) for clash in evidence.clashes]
    if evidence.corrects:
        found["corrects"] = True
    return found


def _clash(clash: Clash) -> dict[str, object]:
    credit = clash.attribution
    found: dict[str, object] = {"attributed_to": credit.speaker, "quote": clash.quote}
    found |= {"start": clash.span.start, "end": clash.span.end}
    return found | _given("employer", credit.employer) | _given("channel", credit.channel)


def _given(field: str, value: str | None) -> dict[str, object]:
    return {} if value is None else {field: str(value)}


def _amount(amount: Amount) -> dict[str, object]:
    found: dict[str, object] = {"amount": _plain(amount.low)}
    if amount.high is not None:
        found["amount_max"] = _plain(amount.high)
    return found


def _finer(amount: Amount) -> dict[str, object]:
    found = _given("qualifier", amount.qualifier)
    if amount.step is not None:
        found["step"] = _plain(amount.step)
    return found


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


# ------------------------------------------------------------------------------------------------------------------ read


def claim_from_json(source: Mapping[str, object]) -> Claim:
    """The claim that an object tells; ``evidence`` is taken in place of ``quote``, places may be missing.

    Raises ``ClaimFormatError`` that names the first field at fault.
    """
    kind = _text(source, "kind")
    build = _KINDS.get(kind)
    if build is None:
        raise ClaimFormatError("kind", f"one of {', '.join(_KINDS)}, not {kind!r}")
    return build(source)


def _adoption(source: Mapping[str, object]) -> Adoption:
    return Adoption(
        vendor=_text(source, "vendor"),
        product=_maybe(source, "product"),
        agency=_text(source, "agency"),
        stage=_choice(Stage, source, "stage"),
        valid_from=_date(source, "valid_from"),
        valid_until=_date(source, "valid_until"),
        evidence=_evidence(source),
    )


def _partnership(source: Mapping[str, object]) -> Partnership:
    return Partnership(
        vendor=_text(source, "vendor"),
        product=_maybe(source, "product"),
        partner=_text(source, "partner"),
        role=_maybe(source, "role"),
        stage=_choice(PartnerStage, source, "stage"),
        valid_from=_date(source, "valid_from"),
        evidence=_evidence(source),
    )


def _price(source: Mapping[str, object]) -> Price:
    return Price(
        vendor=_text(source, "vendor"),
        product=_maybe(source, "product"),
        amount=_read_amount(source),
        currency=_maybe(source, "currency"),
        per=_maybe(source, "per"),
        buyer=_maybe(source, "buyer"),
        free=_choice(Free, source, "free") if source.get("free") is not None else None,
        valid_from=_date(source, "valid_from"),
        valid_until=_date(source, "valid_until"),
        evidence=_evidence(source),
    )


def _figure(source: Mapping[str, object]) -> Figure:
    measure = _text(source, "measure")
    if measure not in MEASURES:
        raise ClaimFormatError("measure", f"one of {', '.join(MEASURES)}, not {measure!r}")
    return Figure(
        subject=_text(source, "subject"),
        measure=measure,
        amount=_read_amount(source),
        currency=_maybe(source, "currency"),
        period=_maybe(source, "period"),
        valid_from=_date(source, "valid_from"),
        evidence=_evidence(source),
    )


_KINDS: Mapping[str, Callable[[Mapping[str, object]], Claim]] = {
    "agency": _adoption,
    "partner": _partnership,
    "price": _price,
    "figure": _figure,
}


def _evidence(source: Mapping[str, object]) -> Evidence:
    clashes = source.get("clashes", [])
    if not isinstance(clashes, list):
        raise ClaimFormatError("clashes", "a list of objects")
    quote, span = _quote(source)
    return Evidence(
        quote=quote,
        span=span,
        attribution=_attribution(source),
        hedged=_flag(source, "hedged"),
        unlisted=_flag(source, "unlisted"),
        clashes=tuple(_read_clash(clash) for clash in clashes),
        corrects=_flag(source, "corrects"),
    )


def _read_clash(source: object) -> Clash:
    if not isinstance(source, Mapping):
        raise ClaimFormatError("clashes", "a list of objects")
    credit = _attribution(source)
    if credit is None:
        raise ClaimFormatError("clashes", "each has an attributed_to")
    quote, span = _quote(source)
    return Clash(attribution=credit, quote=quote, span=span)


def _quote(source: Mapping[str, object]) -> tuple[str, Span]:
    quote = _maybe(source, "quote")
    if quote is None:
        quote = _maybe(source, "evidence") or ""
    start = _whole(source, "start", 0)
    return quote, Span(start=start, end=_whole(source, "end", start + len(quote)))


def _attribution(source: Mapping[str, object]) -> Attribution | None:
    speaker = _maybe(source, "attributed_to")
    if speaker is None:
        return None
    channel = _choice(Channel, source, "channel") if source.get("channel") is not None else None
    return Attribution(speaker=speaker, employer=_maybe(source, "employer"), channel=channel)


def _read_amount(source: Mapping[str, object]) -> Amount:
    qualifier = _choice(Qualifier, source, "qualifier") if source.get("qualifier") is not None else None
    low = _number(source, "amount")
    if low is None:
        raise ClaimFormatError("amount", "must be given, as a number")
    return Amount(low=low, high=_number(source, "amount_max"), step=_number(source, "step"), qualifier=qualifier)


def _text(source: Mapping[str, object], field: str) -> str:
    value = _maybe(source, field)
    if not value:
        raise ClaimFormatError(field, "must be given, as text")
    return value


def _maybe(source: Mapping[str, object], field: str) -> str | None:
    value = source.get(field)
    if value is None or isinstance(value, str):
        return value
    raise ClaimFormatError(field, f"must be text or null, not {value!r}")


def _flag(source: Mapping[str, object], field: str) -> bool:
    value = source.get(field, False)
    if not isinstance(value, bool):
        raise ClaimFormatError(field, f"must be true or false, not {value!r}")
    return value


def _whole(source: Mapping[str, object], field: str, default: int) -> int:
    value = source.get(field, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ClaimFormatError(field, f"must be a whole number from 0 on, not {value!r}")
    return value


def _number(source: Mapping[str, object], field: str) -> Decimal | None:
    value = source.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ClaimFormatError(field, f"must be a number, not {value!r}")
    try:
        number = Decimal(str(value))
    except InvalidOperation as fault:
        raise ClaimFormatError(field, f"must be a number, not {value!r}") from fault
    if not number.is_finite():
        raise ClaimFormatError(field, f"must be finite, not {value!r}")
    return number


def _date(source: Mapping[str, object], field: str) -> date | None:
    value = _maybe(source, field)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise ClaimFormatError(field, f"must be a date like 2024-10-30, not {value!r}") from fault


def _choice(kind: type[_Choice], source: Mapping[str, object], field: str) -> _Choice:
    value = _text(source, field)
    try:
        return kind(value)
    except ValueError as fault:
        raise ClaimFormatError(field, f"one of {', '.join(kind)}, not {value!r}") from fault
