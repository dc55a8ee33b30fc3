"""Claims and known facts in, verdicts out: the heart, pure.

One verdict a claim, in the order of the claims. Each claim is weighed against what is known and what the article itself has
brought before it, so that the second telling within one article is a repetition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from alerts.matching import NO_REFERENCE, Coverage
from alerts.model import ArticleMark, Fact, Kinship, Outcome, Reason, Verdict
from alerts.recording import Teller, applied, plan
from alerts.weighing.bench import Bench, Finding, retold, verdict
from alerts.weighing.ladder import rank_of, weigh_stage
from alerts.weighing.priced import weigh_amount
from watchers.claims.model import Adoption, Claim, Figure, Partnership, Price


def _find(bench: Bench, claim: Claim) -> Finding:
    found = _known_or_new(bench, claim)
    silent = found.outcome in (Outcome.REPEATS, Outcome.CORROBORATES)
    # what was only told in the shadow of a feed is known to us and to nobody else
    unheard = silent and not bench.mark.unheard and found.against and all(value.unheard for _, value in found.against)
    return replace(found, outcome=Outcome.NEW, reason=Reason.FIRST_HEARD, rank=_rank(bench, claim)) if unheard else found


def _rank(bench: Bench, claim: Claim) -> int | None:
    match claim:
        case Adoption() | Partnership():
            return rank_of(bench, claim)
        case Price():
            return 3 if claim.evidence.unlisted else 2
        case Figure():
            return None


def _known_or_new(bench: Bench, claim: Claim) -> Finding:
    before = retold(bench, claim)
    if before:
        return before
    match claim:
        case Adoption() | Partnership():
            return weigh_stage(bench, claim)
        case Price() | Figure():
            return weigh_amount(bench, claim)


def weigh(
    mark: ArticleMark,
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    kin: Mapping[str, Kinship],
    coverage: Coverage = NO_REFERENCE,
) -> tuple[Verdict, ...]:
    """The verdict on every claim of the article, each with its reason. Total: no claim and no ledger makes it raise.

    ``facts``: all facts of ``alerts.matching.families(claims)``. ``kin``: id of a known article → this article's kinship with
    it, as ``alerts.corroboration.kinship`` tells; a missing one is independent. ``coverage``: who belongs to which collective.
    """
    known = {fact.key: fact for fact in facts}
    before = {(fact.key, value.norm) for fact in facts for value in fact.values}
    verdicts: list[Verdict] = []
    for claim in claims:
        brought = frozenset((v.fact_key, v.norm) for v in verdicts) - before
        bench = Bench(mark=mark, facts=known, kin=kin, siblings=tuple(claims), coverage=coverage, brought=brought)
        verdicts.append(verdict(claim, _find(bench, claim)))
        known |= _touched(known, verdicts[-1], Teller(mark=mark, now=mark.seen))
    return tuple(verdicts)


def _touched(known: Mapping[str, Fact], made: Verdict, teller: Teller) -> dict[str, Fact]:
    """The facts that the verdict writes to, as they stand after it."""
    keys = dict.fromkeys((made.fact_key, *(fact.key for fact, _ in made.against)))
    facts = [known[key] for key in keys if key in known]
    return {fact.key: fact for fact in applied(facts, plan((made,)), teller)}
