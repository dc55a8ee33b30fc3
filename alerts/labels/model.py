"""What a language must bring to label an alert: tables, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from alerts.model import Conflict, Reason
from watchers.claims.model import Channel, Free, PartnerStage, Qualifier, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """All words of one language."""

    language: str
    words: Mapping[str, str]
    """Patterns for ``str.format``, by name."""
    months: tuple[str, ...]
    languages: Mapping[str, str]
    """Names of languages by ISO 639-1."""
    stages: Mapping[Stage, str]
    """What an agency does: follows the agency's name, comes before the model's."""
    states: Mapping[Stage | PartnerStage, str]
    """The stage as a noun phrase: one side of a comparison."""
    conflicts: Mapping[Conflict, str]
    reasons: Mapping[Reason, str]
    channels: Mapping[Channel, str]
    free: Mapping[Free, str]
    qualifiers: Mapping[Qualifier, str]
    units: Mapping[str, str]
    measures: Mapping[str, str]
    incomplete: Mapping[str, str]
    statuses: Mapping[str, str]
