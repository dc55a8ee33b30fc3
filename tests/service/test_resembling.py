"""Which known names an unknown one resembles."""

import pytest

from alerts.namesakes import Glossary
from service.resembling import Resembling

KNOWN = (
    ("General Services Administration", "General Services Administration"),
    ("GSA", "General Services Administration"),
    ("National Weather Service", "National Weather Service"),
    ("NOAA's weather service", "National Weather Service"),
    ("Palantir", "Palantir"),
    ("Palantir Technologies", "Palantir"),
)
GLOSSARY = Glossary.build([["service", "service"], ["weather", "météo"]])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Generall Services Administraton", "General Services Administration"),
        ("Administration of General Services", "General Services Administration"),
        ("Palantir Technology", "Palantir"),
        ("Service national de la météo", "National Weather Service"),
        ("Norvane", None),
        ("Bureau of Tidal Mills", None),
    ],
)
def test_slips_other_orders_and_other_languages_are_recognised(name: str, near: str | None) -> None:
    """A canonical name is suggested once, whichever of its ways of writing is near; what is like nothing has none."""
    found = Resembling(KNOWN, GLOSSARY).of(name)
    assert [one.name for one in found] == ([near] if near else [])
    assert all(78 <= one.score <= 100 for one in found)
