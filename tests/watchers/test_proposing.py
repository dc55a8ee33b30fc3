"""The door to spaCy: only models that were looked at, and nothing of them but spans."""

import shutil
from pathlib import Path

import pytest

from service.proposals import Proposals
from watchers import proposing
from watchers.claims.model import Span, Wanting
from watchers.errors import ParseFailed, ParseKilled
from watchers.proposing import ModelRefused, digest_of, folder_of


def test_the_installed_models_are_those_that_were_looked_at() -> None:
    """The digest of every file that is read stands in the data."""
    for row in proposing._models().values():
        assert digest_of(folder_of(row["package"], row["version"])) == row["sha256"]


def test_another_byte_is_another_model(tmp_path: Path) -> None:
    """Whoever changes a weight changes the digest; a file that is not read does not count."""
    row = proposing._models()["en"]
    copy = tmp_path / "model"
    shutil.copytree(folder_of(row["package"], row["version"]), copy)
    (copy / "README.md").write_text("read by nobody", encoding="utf-8")
    assert digest_of(copy) == row["sha256"]
    with (copy / "ner" / "model").open("ab") as file:
        file.write(b"\0")
    assert digest_of(copy) != row["sha256"]


@pytest.mark.parametrize(("package", "version"), [("no_such_model", "3.8.0"), ("fr_core_news_sm", "0.0.1")])
def test_a_model_that_is_not_there_is_refused_by_name(package: str, version: str) -> None:
    """What is missing, and in which version."""
    with pytest.raises(ModelRefused, match=package):
        folder_of(package, version)


class _Asked:
    """A worker that answers, or fails, as it is told."""

    def __init__(self, *answers: tuple[Span, ...] | Exception) -> None:
        self.answers = list(answers)

    async def ask(self, name: str, *args: object, url: str) -> tuple[Span, ...]:
        assert (name, len(args), url) == ("watchers.proposing:propose", 2, "u")
        found = self.answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


async def test_what_goes_wrong_there_costs_the_proposals_and_nothing_else() -> None:
    """A sentence that kills the worker is passed over; models that cannot be used are not asked again."""
    span = Span(start=0, end=1)
    asked = _Asked(ParseKilled("over 5 s of CPU", url="u"), (span,), ParseFailed("the parsers cannot be loaded", url="u"))
    wanting = (Wanting(span=span, lang="en"),)
    async with Proposals(asked=asked) as proposals:
        assert [await proposals.propose("N", wanting, "u") for _ in range(4)] == [(), (span,), (), ()]
    assert asked.answers == []
