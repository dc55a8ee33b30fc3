"""A Containerfile as a list of instructions: as much of the syntax as ours needs, and an error for anything else."""

import json
import re
import shlex
from dataclasses import dataclass

KNOWN = frozenset(
    "ARG FROM ENV WORKDIR COPY RUN LABEL USER VOLUME STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD".split()  # noqa: SIM905  # a list of words
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Instruction:
    """One of them, with the line on which it begins."""

    line: int
    word: str
    rest: str

    def pairs(self) -> dict[str, str]:
        """``KEY=value KEY="value"``, as ENV and LABEL take them."""
        return {key: value for key, _, value in (part.partition("=") for part in shlex.split(self.rest))}

    def arguments(self) -> list[str]:
        """The JSON form of ENTRYPOINT, CMD, VOLUME or what follows CMD in HEALTHCHECK."""
        found = re.search(r"\[.*\]", self.rest)
        given: list[str] = json.loads(found[0]) if found else shlex.split(self.rest)
        return given


def instructions(text: str) -> list[Instruction]:
    """Comments left out, continued lines joined. Raises ``ValueError`` for an instruction that is not known here."""
    found: list[Instruction] = []
    number, held, begun = 0, "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not (line.strip() or held):
            continue
        begun = begun or number
        held += line.removesuffix("\\").strip() + " "
        if not line.endswith("\\"):
            found.append(_instruction(begun, held.strip()))
            held, begun = "", 0
    if held:
        raise ValueError(f"line {number}: goes on after the end")
    return found


def _instruction(line: int, text: str) -> Instruction:
    word, _, rest = text.partition(" ")
    if word not in KNOWN:
        raise ValueError(f"line {line}: {word} is not known here")
    return Instruction(line=line, word=word, rest=rest.strip())


def stages(found: list[Instruction]) -> list[list[Instruction]]:
    """One list a FROM, each beginning with it; what stands before the first is not in any."""
    made: list[list[Instruction]] = []
    for one in found:
        if one.word == "FROM":
            made.append([])
        if made:
            made[-1].append(one)
    return made
