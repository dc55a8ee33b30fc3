"""The stages of a story and their order; what an engine is asked to run."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """In the order in which a story passes them."""

    POLL = "poll"
    READ = "read"
    JUDGE = "judge"
    DELIVER = "deliver"
    REREAD = "reread"
    """Beside a story's way: articles are looked at again after a change of names."""
    HAND = "hand"
    """Beside it too: what a person clicked and nobody has done yet."""


FLOW = (Stage.POLL, Stage.READ, Stage.JUDGE, Stage.DELIVER)
"""What a process may be told to run; whoever judges rereads too, whoever delivers does what people clicked."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work for one stage. Jobs are hints: what is due stands in rows, and a job that is lost is found again."""

    stage: Stage
    about: tuple[int | str, ...]
    """Feed ids of one host (poll), an article's id (read, judge), a channel (deliver), a number (reread, hand)."""
    lane: str | None = None
    """What it shares with others that must not run beside it, where that is not what it is about: a host."""

    @property
    def key(self) -> str:
        """Two jobs of one key never run at the same time."""
        return f"{self.stage}:{self.lane or ','.join(map(str, self.about))}"
