"""Which private body a text ties to a vendor's model for public work: integrator, host, consultant, contractor.

Three things tie it: a word that says so ("partners include …", "an integrator"), a host's or integrator's work on the model,
or a list of those just spoken of. Rivals, backers, plaintiffs, customers and media are barred, and so is the vendor itself.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from watchers.claims.actors import Line, Name, Role
from watchers.claims.attribution import attribution
from watchers.claims.binding import Said
from watchers.claims.contractors import contractor
from watchers.claims.cutting import Clause, clauses
from watchers.claims.dating import since
from watchers.claims.engaging import DUTIES, engagements, own_ware
from watchers.claims.entities import Bound, Scene
from watchers.claims.joining import STAGES, distance, groups
from watchers.claims.lexicon import Cue
from watchers.claims.model import Evidence, Partnership
from watchers.claims.passages import PassageKind
from watchers.claims.served import dropped, served
from watchers.claims.serving import Service, is_firm, services, set_aside
from watchers.claims.strangers import LABS, Market, is_cloud, market, replaced
from watchers.claims.ties import Tie, partner_stage
from watchers.claims.toolmakers import toolmaker

_OF = frozenset({"of", "de", "d'", "with", "avec", "to", "a"})
_CLOSE = 8
_BACK = 20


def partnerships(scene: Scene) -> tuple[Said, ...]:
    """Every statement of the article that ties a private body to a vendor's model, in order of place."""
    if scene.topic is None:  # no vendor anywhere
        return ()
    public = _public(scene)
    whole = market(scene)
    found = (said for line in scene.lines if not line.question and _may_tie(scene, line) for said in _of_line(whole, line))
    private = not public and any(line.cued("outsider", "price.private") for line in scene.lines)
    return () if private else tuple(said for said in found if public or said.weight >= _PLAIN)


def _may_tie(scene: Scene, line: Line) -> bool:
    """A quick look: nothing ties a firm in a line without one of these words that answers no question."""
    if line.named(Role.COMPANY) and (line.index > 0 or line.has("labour") or line.named(Role.PRODUCT)):
        return True
    return line.has("partner", "ally", "among", "project", *DUTIES) or (line.index > 0 and scene.lines[line.index - 1].question)


_PLAIN = 3
"""Weight of a tie that says in words that somebody is a partner: it needs no public body, where nothing tells of customers."""


def _public(scene: Scene) -> bool:
    """The article speaks of public bodies at all."""
    return any(line.named(Role.AGENCY) or line.cued("government", "defence", "body", "public") for line in scene.lines)


def _of_line(scene: Market, line: Line) -> Iterator[Said]:
    for clause in _whole(line, clauses(line)):
        if clause.cues(line, "suppose"):
            continue
        for tie in _ties(scene, line, clause):
            for name in (
                ()
                if _of_another_tool(scene, line, tie)
                else [
                    one
                    for one in tie.partners
                    if not (_forbids(line, clause, one) or _own_deal(line, clause, tie, one) or _lost(line, one))
                ]
            ):
                said = _said(scene, line, clause, tie, name)
                if said is not None:
                    yield said


def _of_another_tool(scene: Scene, line: Line, tie: Tie) -> bool:
    """The line names a model or tool of nobody's, and the tie's vendor not at all: the work is on that one."""
    if tie.weight <= _WORKS and _its_own_tool(scene, line):
        return True
    orphans = [name for name in line.named(Role.PRODUCT) if name.vendor is None]
    return bool(orphans) and all(name.vendor != tie.vendor.vendor for name in line.named(Role.VENDOR, Role.PRODUCT))


def _its_own_tool(scene: Scene, line: Line) -> bool:
    """ "Denver is less shy. Its chatbot was developed by X", far behind a vendor: another body's tool than that vendor's."""
    if line.lang != "en" or line.named(Role.VENDOR, Role.PRODUCT) or not own_ware(line.tokens[:_MANY]):
        return False
    just = scene.lines[line.index - 1] if line.index else None
    return just is not None and not just.named(Role.VENDOR, Role.PRODUCT) and bool(just.named(Role.AGENCY, Role.PLACE))


_WORKS = 2
"""Weight of a tie that only shows a firm at work."""


def _forbids(line: Line, clause: Clause, name: Name) -> bool:
    """ "Samsung had banned X", "X, Y have told staff not to use it": a firm that keeps its own people off serves nobody."""
    for cue in clause.cues(line, "end"):
        words = {token.fold for token in line.tokens[cue.first : cue.last + 1]}
        bans = line.tokens[cue.first].fold.startswith(_BANS) or (not words.isdisjoint(_NOT) and not words.isdisjoint(_USE))
        if bans and name.end <= cue.start and distance(line, (name.start, name.end), (cue.start, cue.end)) <= _CLOSE:
            return True
    return False


def _own_deal(line: Line, clause: Clause, tie: Tie, name: Name) -> bool:
    """ "La ville a mis fin à son contrat avec X", "X fournira le modèle": X is a maker, and the line names no other."""
    if name.role is Role.VENDOR and _maker_of_what_goes(line, clause, name):
        return True
    if name.role is not Role.VENDOR or any(one.vendor == tie.vendor.vendor for one in line.named(Role.VENDOR, Role.PRODUCT)):
        return False
    group = next((row for row in groups(line, clause.names(line, Role.VENDOR, Role.COMPANY)) if name in row), (name,))
    behind = [token.fold for token in line.behind(group[-1].end, _CLOSE // 2)]
    if behind[:1] and behind[0].startswith(_SUPPLIES) and not _MODELS.isdisjoint(behind[1:]):
        return True
    if any(own.fold in _ITS and deal.fold in _CONTRACTS for own, deal in pairwise(line.words(name.end, clause.end))):
        return True  # "X confirmed that its contract had ended"
    bodies = clause.names(line, Role.AGENCY)
    before = line.before(name.start, 1)
    if not bodies or bodies[0].start > name.start or before[-1:] == () or before[-1].fold not in ("avec", "with"):
        return False
    return not any(cue.start >= bodies[0].end for cue in clause.cues(line, "ai", "model", "host", "hosted"))


def _maker_of_what_goes(line: Line, clause: Clause, name: Name) -> bool:
    """ "Has stopped using a tool from X and switched to one built on Y": X made what is dropped, and serves nobody."""
    before = [token.fold for token in line.before(name.start, 1)]
    led = any(cue.end <= name.start and len(line.words(cue.end, name.start)) <= _CLOSE for cue in clause.cues(line, "end"))
    others = {one.vendor for one in clause.names(line, Role.VENDOR, Role.PRODUCT) if one.start >= name.end} - {name.vendor}
    return led and bool(others) and before in (["from"], ["by"], ["de"], ["d'"])


_ITS = frozenset({"its", "their", "son", "leur"})
_CONTRACTS = frozenset({"contract", "agreement", "deal", "contrat", "accord", "marche", "convention"})
_SUPPLIES = ("fourni", "livr", "provid", "suppl", "deliver")
_MODELS = frozenset({"modele", "modeles", "model", "models"})


_BANS = ("ban", "forb", "prohib", "block", "bar", "outlaw", "interd", "bloqu", "proscri", "prohib")
_NOT = frozenset({"not", "ne", "pas", "n't"})
_USE = frozenset({"use", "using", "open", "install", "utiliser", "employer", "recourir", "ouvrir", "installer"})


def _whole(line: Line, parts: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses, with a list of firms between dashes and what it interrupts made one: "a group – A, B, C – runs it"."""
    at = 0
    while at < len(parts):
        last = at
        while last + 2 < len(parts) and _lists(line, parts[last + 1]):
            last += 2
        yield Clause(start=parts[at].start, end=parts[last].end)
        at = last + 1


def _lists(line: Line, part: Clause) -> bool:
    """Between dashes stand companies and nothing is told of them."""
    firms = part.names(line, Role.COMPANY)
    return part.text(line)[:1] in _DASHES and bool(firms) and not part.cues(line, *STAGES, "say", "serve", "work")


_DASHES = frozenset({"—", "–"})


def _barred(line: Line, clause: Clause) -> bool:
    """The clause speaks of rivals, plaintiffs, customers."""
    return any(cue.category == "bar" for cue in clause.cues(line, "bar"))


def _lost(line: Line, name: Name) -> bool:
    """ "Beat three rivals: A with X, B and C": who is listed behind a colon lost, as the words before it tell."""
    if any(token.fold.startswith(_TOGETHER) for token in line.behind(name.end, 1)):
        return False  # "A, allied with X": that tie is told all the same
    before = [token.fold for token in line.before(name.start, _LISTED)]
    at = next((at for at in range(len(before) - 1, -1, -1) if before[at] == ":"), None)
    return at is not None and not _RIVALS.isdisjoint(before[max(0, at - _CLOSE // 2) : at])


_LISTED = 30
_TOGETHER = ("associ", "alli", "avec", "with", "team")
_RIVAL_WORDS = """
    concurrents candidats rivaux soumissionnaires perdants ecartes deboutes rivals competitors bidders losers contenders others
    candidates
"""
_RIVALS = frozenset(_RIVAL_WORDS.split())


def _ties(scene: Market, line: Line, clause: Clause) -> Iterator[Tie]:
    """The strongest tie of the clause; then what single firms do, each once."""
    told: set[str] = set()
    barred = _barred(line, clause)
    for read in () if barred else (_called, _allied, _listed):
        tie = read(scene, line, clause)
        if tie is not None and tie.partners:
            yield tie
            told = {name.name for name in tie.partners}
            break
    for service in () if told else services(scene, line, clause):
        yield Tie(service.cue, service.vendor, service.partners, 2)
        told.update(name.name for name in service.partners)
    for service in () if barred else (*engagements(scene, line, clause), *_answering(scene, line, clause)):
        if told.isdisjoint(name.name for name in service.partners):
            told.update(name.name for name in service.partners)
            yield Tie(service.cue, service.vendor, service.partners, 1)
    made = None if barred else toolmaker(line, clause)
    if made is not None and made[2].name not in told:
        told.add(made[2].name)
        yield Tie(made[0], made[1], (made[2],), 2)
    brought = None if told or barred else contractor(scene, line, clause)
    vendor = _in_mind(scene, line) if brought is not None else None
    if brought is not None and vendor is not None:
        yield Tie(brought[0], vendor, (brought[1],), 1)


# -------------------------------------------------------------------------------------------------------------------- ties


def _called(scene: Market, line: Line, clause: Clause) -> Tie | None:
    """Called a partner, an integrator, one of the contractors."""
    cues = clause.cues(line, "partner")
    if not cues or (clause.cues(line, "outside") and len(clause.names(line, Role.COMPANY)) < _MANY):
        return None
    vendor = _of(line, cues[-1]) or _maker(scene, line, clause, cues[0]) or _in_mind(scene, line)
    if vendor is None:
        return None
    return Tie(cues[0], vendor, _others(scene, line, clause, vendor), 3)


_MANY = 3
"""Companies of a list that one word about shares or bids does not undo."""


def _allied(scene: Market, line: Line, clause: Clause) -> Tie | None:
    """A relation with both sides named in the clause, neither of them a public body."""
    for cue in clause.cues(line, "ally"):
        names = clause.names(line, Role.COMPANY, Role.VENDOR, Role.PRODUCT, Role.AGENCY)
        left = [name for name in names if name.end <= cue.start]
        right = [name for name in names if name.start >= cue.start]
        if not left and right and right[0].role is not Role.AGENCY:
            maker = _company(scene, line, clause, cue)
            if maker is not None:
                return Tie(cue, maker, _others(scene, line, clause, maker), 3)
        if not left or not right or Role.AGENCY in (left[-1].role, right[0].role):
            continue
        if own_ware(line.words(left[-1].end, cue.start)):
            continue
        vendor = _maker(scene, line, clause, cue)
        if vendor is not None:
            return Tie(cue, vendor, _others(scene, line, clause, vendor), 3)
    return None


def _company(scene: Market, line: Line, clause: Clause, cue: Cue) -> Bound | None:
    """ "The company said it would team up with X": the maker that the sentences just before spoke of, and of no other firm."""
    if not any(one.end <= cue.start and not line.quoted(one.start) for one in clause.cues(line, "company")):
        return None
    for earlier in reversed(scene.lines[max(0, line.index - _MANY) : line.index]):
        firms = earlier.named(Role.COMPANY, Role.VENDOR, Role.PRODUCT)
        if firms:
            makers = {name.vendor for name in firms}
            maker = makers.pop()
            known = not makers and maker in LABS
            return Bound(vendor=maker, product=scene.product_of(maker, line)) if known and maker else None
    return None


def _listed(scene: Market, line: Line, clause: Clause) -> Tie | None:
    """ "Among them are …" after a sentence that spoke of partners, or of firms that do the work."""
    cues = clause.cues(line, "among", "members")
    before = scene.lines[line.index - 1] if line.index else None
    if not cues or before is None or not (before.cued("partner") or _firms_at_work(before)):
        return None
    vendor = _in_mind(scene, line)
    return Tie(cues[0], vendor, _others(scene, line, clause, vendor), 2) if vendor else None


def _firms_at_work(line: Line) -> bool:
    """ "Four companies will host X for the ministries": firms that are counted, and what they do."""
    return not _FIRMS.isdisjoint(token.fold for token in line.tokens) and line.cued("serve", "serve.task", "host", "task") != ()


_FIRMS_WORDS = """
    companies firms contractors integrators consultancies suppliers providers hosts entreprises societes prestataires integrateurs
    groupes hebergeurs cabinets fournisseurs esn
"""
_FIRMS = frozenset(_FIRMS_WORDS.split())


def _answering(scene: Market, line: Line, clause: Clause) -> Iterator[Service]:
    """The firms of an answer to who does the work: "Who built all this? The director names Accenture"."""
    before = scene.lines[line.index - 1] if line.index else None
    if before is None or not before.question or not _WHO.intersection(token.fold for token in before.tokens[:_ASKED]):
        return
    asked = before.cued("serve", "serve.task", "host", "work", "task")
    firms = tuple(
        name
        for name in clause.names(line, Role.COMPANY, Role.VENDOR)
        if is_firm(scene, name)
        and not set_aside(line, name)
        and not any(cue.end <= name.start for cue in clause.cues(line, "not"))
    )
    vendor = served(scene, line, clause, firms) if asked and firms else None
    if vendor is not None:
        yield Service(cue=asked[0]._replace(start=firms[0].start, end=firms[0].end), vendor=vendor, partners=firms)


_WHO = frozenset({"who", "qui", "whose", "which", "quelle", "quel"})
_ASKED = 4


def _in_mind(scene: Market, line: Line) -> Bound | None:
    """The vendor whose product the sentences before speak of, and that they do not drop; else the article's topic."""
    gone = dropped(scene, line)
    just = scene.lines[line.index - 1] if line.index and scene.lines[line.index - 1].passage == line.passage else None
    sold = {name.vendor: name for name in just.named(Role.VENDOR, Role.PRODUCT) if name.vendor} if just else {}
    if len(sold) == 1 and not gone.intersection(sold):
        ((vendor, name),) = sold.items()
        return Bound(vendor=str(vendor), product=scene.product_of(str(vendor), line), unlisted=name.unlisted)
    for earlier in reversed(scene.lines[max(0, line.index - _BACK) : line.index]):
        for name in reversed(earlier.named(Role.VENDOR, Role.PRODUCT)):
            if name.vendor in scene.products and name.vendor not in gone:
                return Bound(vendor=name.vendor, product=scene.product_of(name.vendor, line), unlisted=name.unlisted)
    return scene.vendor_before(line)


# ------------------------------------------------------------------------------------------------------------------- sides


def _of(line: Line, cue: Cue) -> Bound | None:
    """The vendor right behind the word: "partner of Meta", "partenaire de Meta"."""
    following = line.tokens[cue.last + 1].fold if cue.last + 1 < len(line.tokens) else ""
    if following not in _OF:
        return None
    for name in line.named(Role.VENDOR, Role.PRODUCT):
        if name.start >= cue.end and distance(line, (cue.start, cue.end), (name.start, name.end)) <= 2:
            return Bound(vendor=name.vendor or name.name, product=name.product, unlisted=name.unlisted)
    return None


def _maker(scene: Scene, line: Line, clause: Clause, cue: Cue) -> Bound | None:
    """The clause's vendor: a product's maker, else a vendor alone on its side, before the word rather than behind it."""
    makers = [name for name in clause.names(line, Role.PRODUCT) if name.vendor]
    gone = replaced(line, clause)
    makers = [name for name in makers if not is_cloud(name) and name not in gone] or makers
    if makers:
        return Bound(vendor=makers[0].vendor or "", product=makers[0].product, unlisted=makers[0].unlisted)
    rows = groups(line, clause.names(line, Role.VENDOR, Role.COMPANY))
    alone = [row[0] for row in rows if len(row) == 1 and row[0].role is Role.VENDOR]
    known = {scene.topic, *scene.products} | LABS
    first = [row[0] for row in rows if row[0].role is Role.VENDOR and row[0].vendor in known]
    alone = [name for name in alone if name.vendor in known]
    inside = [name for row in rows for name in row if name.role is Role.VENDOR and name.vendor in scene.products]
    for name in sorted(alone, key=lambda one: (one.vendor != scene.topic, one.start > cue.start, one.start)) or first or inside:
        return Bound(vendor=name.vendor or name.name, product=None, unlisted=name.unlisted)
    return None


def _others(scene: Market, line: Line, clause: Clause, vendor: Bound) -> tuple[Name, ...]:
    """The companies of the clause that are not the vendor."""
    found = []
    for name in clause.names(line, Role.COMPANY, Role.VENDOR):
        partner = is_firm(scene, name)
        if name.name != vendor.vendor and partner and not line.quoted(name.start) and not set_aside(line, name):
            found.append(name)
    return tuple(found)


# ------------------------------------------------------------------------------------------------------------------ claims


def _said(scene: Scene, line: Line, clause: Clause, tie: Tie, name: Name) -> Said | None:
    credit = attribution(scene, line, max(tie.cue.start, name.start))
    stage = partner_stage(line, clause, tie, name, credit)
    if stage is None:
        return None
    vendor = tie.vendor
    role = _role(line, clause, name)
    published = scene.article.published
    claim = Partnership(
        vendor=vendor.vendor,
        product=vendor.product or scene.product_of(vendor.vendor, line),
        partner=name.name,
        role=role,
        stage=stage,
        valid_from=since(line, clause, tie.cue, stage, published.date() if published else None),
        evidence=Evidence(
            quote=line.text,
            span=line.span,
            attribution=credit,
            hedged=bool(clause.cues(line, "hedge")),
            unlisted=name.unlisted or vendor.unlisted,
            corrects=line.kind is PassageKind.CORRECTION,
        ),
    )
    return Said(claim=claim, line=line, weight=tie.weight + (2 if role else 0))


def _role(line: Line, clause: Clause, name: Name) -> str | None:
    """What the company does, as the nearest word of the clause tells it."""
    found = [
        (distance(line, (cue.start, cue.end), (name.start, name.end)), cue.category.partition(".")[2])
        for cue in clause.cues(line, "role")
    ]
    near = [role for far, role in sorted(found, key=lambda one: (-one[1].count(" "), one)) if far <= _CLOSE + _CLOSE]
    return near[0] if near else None
