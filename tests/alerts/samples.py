"""Verdicts and alerts built by hand for the tests of composing, routing and Slack."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from alerts.composing import compose
from alerts.model import (
    Alert,
    ArticleMark,
    Conflict,
    Fact,
    Kinship,
    Outcome,
    Reason,
    Sighting,
    Value,
    ValueStatus,
    Verdict,
)
from watchers.claims.model import (
    Adoption,
    Amount,
    Attribution,
    Channel,
    Claim,
    Clash,
    Evidence,
    Free,
    Partnership,
    PartnerStage,
    Price,
    Span,
    Stage,
)

EISCHEN = Attribution(speaker="Faith Eischen", employer="Meta", channel=Channel.EMAIL)
ZUCKERBERG = Attribution(speaker="Mark Zuckerberg", employer="Meta", channel=Channel.CALL)
WATER = "« Nous avons établi un partenariat avec le département d’État américain pour explorer comment Llama peut aider »"
SCHOOL = "Elle a également indiqué que l’entreprise en était à un stade exploratoire avec le ministère de l’Éducation"
UNPAID = "Elle a souligné qu’il n’y avait « aucun paiement impliqué » dans ces collaborations."
LABS = "OpenAI a révélé que ses modèles étaient utilisés par DARPA, l’Agence pour le développement et Los Alamos."


def mark(
    article: str = "1",
    *,
    outlet: str = "Example",
    url: str = "https://news.example/meta-llama",
    title: str = "Meta pousse son IA",
) -> ArticleMark:
    return ArticleMark(
        article=article,
        url=url,
        outlet=outlet,
        title=title,
        lang="fr",
        published=datetime(2024, 10, 30, 9, 0, tzinfo=UTC),
        seen=datetime(2024, 10, 30, 9, 4, tzinfo=UTC),
        body_sha256="0" * 64,
        sketch=(),
    )


def evidence(quote: str = "A quote.", start: int = 100, said: Attribution | None = None) -> Evidence:
    return Evidence(quote=quote, span=Span(start=start, end=start + len(quote)), attribution=said)


def agency(
    name: str, *, vendor: str = "Meta", product: str | None = "Llama", stage: Stage = Stage.EXPLORING, told: Evidence
) -> Adoption:
    return Adoption(vendor=vendor, product=product, agency=name, stage=stage, evidence=told)


def partner(name: str, role: str | None = None, *, told: Evidence) -> Partnership:
    return Partnership(vendor="Meta", product="Llama", partner=name, role=role, stage=PartnerStage.ANNOUNCED, evidence=told)


def free(buyer: str | None = "U.S. federal government", *, told: Evidence) -> Price:
    return Price(
        vendor="Meta",
        product="Llama",
        amount=Amount(low=Decimal(0)),
        currency=None,
        per=None,
        buyer=buyer,
        free=Free.NO_PAYMENT,
        evidence=told,
    )


def dollar(product: str, vendor: str, amount: str = "1", *, told: Evidence) -> Price:
    return Price(
        vendor=vendor,
        product=product,
        amount=Amount(low=Decimal(amount)),
        currency="USD",
        per="agency/year",
        buyer=None,
        evidence=told,
    )


def new(claim: Claim, *, rank: int | None = 2) -> Verdict:
    return Verdict(
        claim=claim,
        outcome=Outcome.NEW,
        reason=Reason.FIRST_IN_SLOT,
        explanation="first sighting of this slot.",
        fact_key=f"{type(claim).__name__}:{claim.evidence.span.start}:{claim.evidence.quote[:8]}",
        norm="x",
        rank=rank,
    )


def silent(claim: Claim) -> Verdict:
    return replace(new(claim, rank=None), outcome=Outcome.REPEATS, reason=Reason.SAME_VALUE)


def held(claim: Claim, by: ArticleMark, *, number: int = 7, kinship: Kinship = Kinship.INDEPENDENT) -> tuple[Fact, Value]:
    value = Value(
        id=number,
        norm="n",
        claim=claim,
        status=ValueStatus.REPORTED,
        valid_from=None,
        learned_at=by.seen,
        sightings=(Sighting(mark=by, claim=claim, kinship=kinship),),
    )
    return Fact(id=number, key=f"fact {number}", family="f", values=(value,)), value


def contradiction(
    claim: Claim, known: Claim, by: ArticleMark, *, conflict: Conflict = Conflict.SPEAKER, rank: int = 3, number: int = 7
) -> Verdict:
    return replace(
        new(claim, rank=rank),
        outcome=Outcome.CONTRADICTS,
        reason=Reason.SPEAKER_DIFFERS if conflict is Conflict.SPEAKER else Reason.AMOUNT_DIFFERS,
        conflict=conflict,
        against=(held(known, by, number=number),),
        kinship=Kinship.REWRITE,
    )


def moved(claim: Claim, known: Claim, by: ArticleMark) -> Verdict:
    return replace(new(claim), outcome=Outcome.UPDATES, reason=Reason.STAGE_UP, against=(held(known, by),))


def alert(*verdicts: Verdict, about: ArticleMark | None = None, incomplete: str | None = None) -> Alert:
    made = compose(key="A-1", mark=about or mark(), verdicts=verdicts, incomplete=incomplete, story_root=None)
    assert made is not None
    return made


def seed_000() -> Alert:
    """The first development article: a topic vendor, its rivals, a price of zero and a credit that differs in the summary."""
    summary = Clash(
        attribution=ZUCKERBERG,
        quote="CEO Mark Zuckerberg emphasized that there are no payments involved.",
        span=Span(start=160, end=227),
    )
    shared = "Ils ont annoncé qu’ils partageraient leurs modèles avec l’Institut américain de sécurité de l’IA."
    claims: list[Claim] = [
        agency("U.S. Department of State", told=evidence(WATER, 1190, EISCHEN)),
        agency("U.S. Department of Education", told=evidence(SCHOOL, 1480, EISCHEN)),
        free(told=replace(evidence(UNPAID, 1740, EISCHEN), clashes=(summary,))),
    ]
    claims += [
        agency("Center for AI Standards and Innovation", vendor=vendor, product=None, told=evidence(shared, 2200))
        for vendor in ("OpenAI", "Anthropic")
    ]
    pentagon = "La coopération entre Google et le Pentagone en matière d’IA est également bien connue."
    claims.append(agency("U.S. Department of Defense", vendor="Google", product=None, told=evidence(pentagon, 2330)))
    claims += [
        agency(name, vendor="OpenAI", product=None, stage=Stage.ADOPTED, told=evidence(LABS, 2420))
        for name in ("DARPA", "U.S. Agency for International Development", "Los Alamos National Laboratory")
    ]
    about = mark(
        outlet="The Verge",
        url="https://www.theverge.com/2024/10/30/meta-llama",
        title="Meta pousse l’administration à intégrer son IA",
    )
    known = silent(agency("U.S. Department of State", told=evidence("x", 1, None)))
    return alert(*(new(claim) for claim in claims), known, about=about)


def seed_001() -> Alert:
    """The second one: three statements move from one speaker to another."""
    first = mark(
        outlet="The Verge",
        url="https://www.theverge.com/2024/10/30/meta-llama",
        title="Meta pousse l’administration à intégrer son IA",
    )
    second = replace(
        mark(
            "2",
            outlet="Downcodes",
            url="https://www.downcodes.example/news/llama",
            title="Le PDG de Meta promeut Llama auprès du gouvernement",
        ),
        published=datetime(2024, 11, 1, 8, 0, tzinfo=UTC),
        seen=datetime(2024, 11, 1, 8, 0, tzinfo=UTC) + timedelta(minutes=3),
    )
    again = "Zuckerberg a déclaré que Meta avait conclu une coopération avec le département d’État américain."
    schools = "Il a ajouté que l’entreprise explorait avec le ministère de l’Éducation une aide aux étudiants."
    pairs: list[tuple[Claim, Claim]] = [
        (
            agency("U.S. Department of State", told=evidence(again, 300, ZUCKERBERG)),
            agency("U.S. Department of State", told=evidence(WATER, 1190, EISCHEN)),
        ),
        (
            agency("U.S. Department of Education", told=evidence(schools, 410, ZUCKERBERG)),
            agency("U.S. Department of Education", told=evidence(SCHOOL, 1480, EISCHEN)),
        ),
        (
            free(told=evidence("Aucun paiement n’est impliqué, selon lui.", 520, ZUCKERBERG)),
            free(told=evidence(UNPAID, 1740, EISCHEN)),
        ),
    ]
    verdicts = [contradiction(claim, known, first, number=n) for n, (claim, known) in enumerate(pairs)]
    return alert(*verdicts, silent(free(told=evidence("x", 1))), about=second)
