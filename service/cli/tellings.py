"""Who told a value, as ``facts show`` lists it: the first publisher, and how long after it the others came."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from alerts.firsts import behind, first_publisher
from alerts.model import SourceKind, Value
from service.cli.shown import plain


def told_by(value: Value) -> list[dict[str, Any]]:
    """Every article and inventory that told it, in order of arrival; ``behind_seconds`` counts from the first publication."""
    return [
        {
            "url": one.mark.url,
            "outlet": one.mark.outlet,
            "published": None if one.mark.published is None else plain(one.mark.published),
            "seen": plain(one.mark.seen),
            "kinship": one.kinship.value,
            "kind": one.mark.kind.value,
            "behind_seconds": None if (late := behind(value, one)) is None else int(late.total_seconds()),
        }
        for one in value.sightings
    ]


def first_told(value: Value) -> dict[str, str] | None:
    """The first publisher; ``None`` where no article told it."""
    first = first_publisher(value)
    if first is None:
        return None
    mark = first.mark
    return {"outlet": mark.outlet, "url": mark.url, "published": plain(mark.published or mark.seen)}


def how_told(sighting: Mapping[str, Any]) -> str:
    """One line of those that ``told_by`` gives."""
    if sighting["kind"] == SourceKind.INVENTORY:
        return f"listed in {sighting['outlet']}, which is no article, {sighting['seen']}, {sighting['url']}"
    late = sighting["behind_seconds"]
    place = "first" if not late else f"{timedelta(seconds=late)} after the first"
    return f"told by {sighting['outlet']} ({sighting['kinship']}, {place}), {sighting['seen']}, {sighting['url']}"
