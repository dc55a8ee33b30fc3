"""Which language labels an alert."""

from alerts.labels.english import ENGLISH
from alerts.labels.french import FRENCH
from alerts.labels.model import Labels

_TABLES = {"en": ENGLISH, "fr": FRENCH}


def labels(language: str) -> Labels:
    """The words of a language by its ISO 639-1 code, region ignored (``fr-CA`` is ``fr``); English where there is no table."""
    return _TABLES.get(language.casefold().replace("_", "-").split("-")[0], ENGLISH)
