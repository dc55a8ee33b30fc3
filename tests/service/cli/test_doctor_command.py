"""``writethru doctor`` over Slack's stand-in: a line each, and an exit code for scripts."""

from tests.service.cli.scene import Cli
from tests.standins.slack import SlackStandIn


def configured(cli: Cli, slack: SlackStandIn, *channels: str, token: str = "") -> None:
    routes = "".join(f'[[routes]]\nchannel = "{channel}"\n' for channel in channels)
    cli.file("writethru.toml", f'[slack]\ntoken = "{token or slack.bot_token}"\nbase_url = "{slack.base_url}"\n{routes}')


def names(cli: Cli, *words: str) -> dict[str, str]:
    result = cli.run("doctor", *words)
    return {line[5:].split(":", 1)[0]: line[:4].strip() for line in result.stdout.splitlines()}


def test_a_good_set_up_is_all_green(cli: Cli, slack: SlackStandIn) -> None:
    """Token, scopes and channels are asked of Slack; nothing is posted, and no database is made."""
    configured(cli, slack, "C0ALERTS", "G0DESK")
    result = cli.run("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert {name: level for name, level in names(cli).items() if name in {"token", "scopes", "channel C0ALERTS"}} == {
        "token": "ok",
        "scopes": "ok",
        "channel C0ALERTS": "ok",
    }
    assert slack.messages() == []
    assert not (cli.folder / "var").exists()


def test_channels_that_cannot_be_posted_to_fail(cli: Cli, slack: SlackStandIn) -> None:
    """A private one unseen, one that is not there; exit code 1."""
    configured(cli, slack, "C0ALERTS", "G0SECRET", "C0NOWHERE")
    assert cli.run("doctor").exit_code == 1
    found = names(cli)
    assert [found[f"channel {name}"] for name in ("C0ALERTS", "G0SECRET", "C0NOWHERE")] == ["ok", "fail", "fail"]


def test_a_wrong_token_fails(cli: Cli, slack: SlackStandIn) -> None:
    """Slack's own word for it is in the line; the token is not."""
    configured(cli, slack, "C0ALERTS", token="xoxb-1-wrong")
    result = cli.run("doctor")
    assert (result.exit_code, "invalid_auth" in result.stdout, "xoxb-1-wrong" in result.stdout) == (1, True, False)


def test_a_test_message_stands_in_every_channel(cli: Cli, slack: SlackStandIn) -> None:
    """--post sends one to each, marked as a test."""
    slack.reset()
    configured(cli, slack, "C0ALERTS", "C0DIGEST")
    assert cli.run("doctor", "--post").exit_code == 0
    assert [len(slack.messages(channel)) for channel in ("C0ALERTS", "C0DIGEST")] == [1, 1]
    assert "Test from Writethru" in slack.messages("C0ALERTS")[0]["rendered"]


def test_every_fault_of_a_configuration_is_a_line(cli: Cli) -> None:
    """What can be checked without it is checked."""
    cli.file("writethru.toml", 'watchlist = "nowhere.toml"\ncolour = "red"\n')
    result = cli.run("doctor")
    assert (result.exit_code, result.stdout.count("fail configuration: ")) == (1, 2)
    assert "ok   reference data: " in result.stdout
