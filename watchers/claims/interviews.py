"""Titles that announce an interview: "Trois questions à …", "Entretien avec …", "Interview: …"."""

import re

_ANNOUNCED = re.compile(
    r"\b(?:grand entretien|entretien (?:avec|croisé)|interview|(?:\w+ |\d )questions? (?:à|au|aux|to|for|with)\b"
    r"|questions à|rencontre avec|tête-à-tête avec|in conversation with|a conversation with|q&a)\b|^entretien\b",
    re.I,
)


def is_interview(title: str) -> bool:
    """Whether ``title`` says that somebody answers questions in the article."""
    return _ANNOUNCED.search(title) is not None
