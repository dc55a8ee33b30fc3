"""Whether a stage that a clause tells is one of its bodies' own: not another's, not a wish, not money for them, and of something
that can be taken up.
"""

from watchers.claims.actors import Role
from watchers.claims.binding import Frame
from watchers.claims.brokers import BROKERS
from watchers.claims.bystanders import stands_by
from watchers.claims.closed import THE, THEIR
from watchers.claims.doers import (
    by_way,
    elsewhere,
    firm_did,
    leader_did,
    noun_did,
    of_strangers,
    only_speaks,
    others_do,
    surveyed,
)
from watchers.claims.evaluations import found_of_others
from watchers.claims.frames import listed_by
from watchers.claims.handing import handed
from watchers.claims.model import Stage
from watchers.claims.objects import has_object, takes_object
from watchers.claims.orders import by_its_order, judges, ordered, rules, told_to_all
from watchers.claims.outsiders import by_others, outsider, sponsored
from watchers.claims.partial import in_part
from watchers.claims.polarity import family
from watchers.claims.sales import for_the_maker, no_customer, of_a_site, of_its_seller, paid, to_a_firm
from watchers.claims.stages import Staged, staged
from watchers.claims.targets import of_another, replaces_other
from watchers.claims.using import opens, used
from watchers.claims.voice import is_given
from watchers.claims.wishes import hoped, wished


def fits(frame: Frame, told: Staged) -> bool:
    """Whether what ``told`` tells may be said of the frame's bodies."""
    if frame.collective:
        return told_to_all(frame, told) or _offered_to_all(frame, told)
    if stands_by(frame, told) or _of_another_firm(frame, told):
        return False
    if told.stage is Stage.OFFERED and family(told.cue) == "offer":
        return told.cue.start < frame.span[0] or opens(frame) or is_given(frame.line, told.cue)
    if any(
        excluded(frame, told)
        for excluded in (
            paid,
            no_customer,
            to_a_firm,
            of_a_site,
            of_its_seller,
            hoped,
            others_do,
            firm_did,
            leader_did,
            noun_did,
            by_way,
            found_of_others,
            for_the_maker,
            ordered,
            replaces_other,
            only_speaks,
            surveyed,
            judges,
            wished,
            by_others,
            outsider,
            sponsored,
            of_another,
            of_strangers,
            by_its_order,
            elsewhere,
            rules,
            in_part,
        )
    ):
        return False
    if told.shown:
        return True
    return (
        takes_object(frame, told.cue)
        if not frame.named
        else told.cue.category in _RELATIONS or frame.listing or has_object(frame, told.cue) or _their_deal(frame)
    )


_RELATIONS = frozenset({"explore.with", "get"})
"""Categories that need no product or vendor beside them."""


def _of_another_firm(frame: Frame, told: Staged) -> bool:
    """ "A chatbot that Norvane has never sold": the denial has a subject of its own, and nobody's whom the text took up."""
    line = frame.line
    if told.stage is not Stage.DENIED or frame.named:
        return False
    before = [token for token in line.before(told.cue.start, 3) if token.fold not in _HAS]
    return bool(before) and before[-1].upper and before[-1].word and not line.is_named(before[-1].start) and len(before) > 1


_HAS = frozenset({"has", "have", "had", "a", "ont", "n'", "ne", "is", "was"})


def done(frame: Frame) -> Staged | None:
    """What a word of the clause tells of its bodies; an offer that is none to them hides nothing of what they do themselves."""
    told = staged(frame)
    if told is not None and (told.stage is not Stage.OFFERED or family(told.cue) != "offer" or fits(frame, told)):
        return told
    return used(frame) or told or handed(frame)


def _their_deal(frame: Frame) -> bool:
    """ "Its deal with the department is worth …": the possessive is the vendor's of whom the sentences before spoke."""
    line = frame.line
    opens = [token.fold for token in line.words(frame.clause.start, frame.clause.end)[:2]]
    before = [token.fold for token in line.before(frame.span[0], 2) if token.fold not in THE]
    led = len(opens) > 1 and opens[0] in THEIR and opens[1] in _DEALS and before[-1:] != [] and before[-1] in ("with", "avec")
    last = next(iter(frame.scene.before(line, Role.VENDOR, Role.AGENCY)), None) if led else None
    return last is not None and last.role is Role.VENDOR


_DEALS = frozenset({"deal", "contract", "agreement", "accord", "contrat", "marche", "convention", "order", "commande", "award"})


def _offered_to_all(frame: Frame, told: Staged) -> bool:
    """A whole government is claimed only where a vendor offers to it as a whole.

    Where somebody lists in that sentence, only where it says "all federal agencies": the public contract.
    """
    line = frame.line
    given = [cue for cue in line.cued("get") if line.tokens[cue.first].fold in ("se", "s'") and cue.last >= told.cue.last]
    if told.stage is Stage.OFFERED and any(cue.first <= told.cue.first for cue in given):
        return True  # "Les ministères se voient proposer X par Y"
    if told.stage is not Stage.OFFERED or family(told.cue) != "offer" or told.cue.start > frame.span[0]:
        return False
    if any(listed_by(name) in BROKERS for name in line.named(Role.AGENCY)) and not _all_agencies(frame):
        return False
    priced = any(mark in line.text for mark in "$€£") or "dollar" in line.text.lower()
    if priced and not frame.clause.cues(line, "all"):
        return False
    return any(name.end <= frame.span[0] for name in line.named(Role.VENDOR, Role.PRODUCT))


def _all_agencies(frame: Frame) -> bool:
    """ "All federal agencies", "toutes les agences fédérales", in so many words."""
    line = frame.line
    before = [token.fold for token in line.before(frame.span[0], _QUANTITY)]
    named = [token.fold for token in line.words(*frame.span)]
    return not _ALL.isdisjoint(before) and any(fold.startswith("agenc") for fold in named)


_QUANTITY = 2
_ALL = frozenset({"all", "every", "toutes", "chaque"})
