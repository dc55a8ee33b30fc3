"""What U.S. agencies reported about themselves: OMB's 2025 inventory of AI use cases, as facts that a ledger starts with.

Of the reference data's ``omb2025_agency_vendor.csv`` only the rows that name a vendor of models in an individual use case: the
agency uses something of that vendor's, which product is not told. Rows of the other two kinds (licences bought off the shelf,
names in running text) say less, and a company that only sells, hosts or integrates what others make is no vendor. The file is
derived from the ombegov repository named below, as of 14 April 2026; it is a work of the U.S. government.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import resources

from alerts.model import SourceKind
from service.ledgerfile import Told
from service.reference import Reference
from watchers.claims.gazetteer import Entity
from watchers.claims.model import Adoption, Attribution, Evidence, Span, Stage
from watchers.model import Article, Lineage

OUTLET = "OMB 2025 inventory"
ADDRESS = "https://github.com/ombegov/2025-Federal-Agency-AI-Use-Case-Inventory"
TITLE = "2025 Federal Agency AI Use Case Inventory, as of April 2026"
_AS_OF = datetime(2026, 4, 14, tzinfo=UTC)
_FILE = "omb2025_agency_vendor.csv"
_INDIVIDUAL = "individual"


def inventory(reference: Reference) -> Told:
    """The inventory as one source, with a claim for every agency and vendor in the order of the file."""
    claims = tuple(_claims(reference))
    digest = hashlib.sha256("\n".join(claim.evidence.quote for claim in claims).encode()).hexdigest()
    article = Article(
        url=ADDRESS,
        canonical_url=None,
        outlet=OUTLET,
        title=TITLE,
        byline=None,
        lang="en",
        published=_AS_OF,
        text="",
        lineage=Lineage(body_sha256=digest, sketch=()),
    )
    return Told(article=article, claims=claims, kind=SourceKind.INVENTORY)


def rows() -> tuple[Mapping[str, str], ...]:
    """Every row of the file."""
    text = (resources.files("watchers.claims") / "data" / _FILE).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def _claims(reference: Reference) -> Iterator[Adoption]:
    listed = {entity.id: entity for entity in reference.entities}
    for row in rows():
        agency, vendor = listed.get(row["agency_id"]), listed.get(row["vendor_or_partner_id"])
        if row["inventory"] == _INDIVIDUAL and agency is not None and vendor is not None and vendor.vendor:
            yield _use(agency, vendor, int(row["rows"]))


def _use(agency: Entity, vendor: Entity, count: int) -> Adoption:
    """One row, in words of our own: the inventory is a table, and has no sentence to quote."""
    cases = "1 individual use case" if count == 1 else f"{count} individual use cases"
    said = f"Reported by {agency.name} in OMB's 2025 inventory of AI use cases: {cases} naming {vendor.name}."
    evidence = Evidence(quote=said, span=Span(start=0, end=0), attribution=Attribution(speaker=agency.name))
    return Adoption(vendor=vendor.name, product=None, agency=agency.name, stage=Stage.ADOPTED, evidence=evidence)
