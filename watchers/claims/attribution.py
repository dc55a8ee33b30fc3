"""Who is credited with what a sentence says, and through what channel."""

from watchers.claims.entities import Line, Scene
from watchers.claims.model import Attribution


def attribution(scene: Scene, line: Line, place: int) -> Attribution | None:
    """Who says what stands at ``place`` of ``line``: a person, a body or a company by canonical name; ``None``: nobody is named."""
    return None
