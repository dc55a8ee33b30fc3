"""`writethru mutes`: silences with an end and an author."""

import pytest

from tests.service.cli.scene import Cli


def test_a_mute_is_added_listed_and_ended(cli: Cli) -> None:
    """With who did it and why, in the audit too."""
    added = cli.run("mutes", "add", "agency:  General  Services Administration", "--for", "24h", "--by", "ana", "--why", "ours")
    assert added.stdout.startswith("1: agency:General Services Administration is muted until 2")
    (row,) = cli.lines("mutes", "list")
    assert (row["id"], row["subject"], row["channel"], row["author"], row["why"]) == (
        1,
        "agency:General Services Administration",
        None,
        "ana",
        "ours",
    )
    assert cli.run("mutes", "end", "1", "--by", "bo").stdout == "1 has ended\n"
    assert cli.lines("mutes", "list") == []
    assert [one["id"] for one in cli.lines("mutes", "list", "--all")] == [1]
    assert cli.run("mutes", "end", "1").exit_code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mutes", "add", "GSA"), "no subject"),
        (("mutes", "add", "kind:weather"), "no kind"),
        (("mutes", "add", "agency:GSA", "--for", "ever"), "no time"),
    ],
)
def test_what_cannot_be_muted_is_refused_with_what_to_write(cli: Cli, words: tuple[str, ...], said: str) -> None:
    """In one line."""
    result = cli.run(*words)
    assert result.exit_code == 1
    assert said in result.stderr
