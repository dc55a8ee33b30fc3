"""``writethru alerts``: what was sent, waits or gave up, and how a person sets it going again."""

import pytest

from alerts.delivery import DeliveryState, Receipt
from service.store.articles import add_article
from service.store.outbox import NewAlert, enqueue, mark, mark_sent, next_of, record_alert
from service.store.session import Store
from tests.contracts.builders import NOW, a_message, article
from tests.service.cli.scene import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """One alert in two channels: sent to the first, refused by the second; and a message of unknown fate in a third."""
    cli.file("writethru.toml", 'watchlist = "none"\n[ledger]\nbaseline = "none"\n')
    store = opened(cli.ledger())
    with store.writing() as c:
        item = add_article(c, article("a"), NOW)
        alert = record_alert(c, NewAlert(key="A1", revision=item.revision, rank=2, shadow=False), NOW)
        rows = [enqueue(c, name, a_message(f"A1-{name}"), NOW, alert_id=alert) for name in ("C0ALERTS", "C0OLD", "C0LOST")]
        mark_sent(c, rows[0], Receipt(channel="C0ALERTS", ts="1.000001", link="https://x.slack.example/p1"), NOW)
        mark(c, rows[1], DeliveryState.PARKED, "the channel is archived", NOW)
        mark(c, rows[2], DeliveryState.UNKNOWN, "history cannot be read", NOW.replace(year=2099))
        c.exec_driver_sql("UPDATE outbox SET attempts = 1, attempted_at = created_at")
    store.close()
    return cli


def opened(cli: Cli) -> Store:
    return Store(f"sqlite:///{cli.folder}/var/writethru.db")


def states(desk: Cli) -> dict[str, str]:
    return {row["id"]: row["state"] for row in desk.lines("alerts", "list")}


def test_messages_are_listed_by_state(desk: Cli) -> None:
    """Each with its channel, its article and its error; a digest or an alert is one line a channel."""
    assert states(desk) == {"A1-C0ALERTS": "sent", "A1-C0OLD": "parked", "A1-C0LOST": "unknown"}
    (row,) = desk.lines("alerts", "list", "--state", "parked")
    assert (row["channel"], row["title"], row["error"]) == ("C0OLD", "Title of a", "the channel is archived")
    assert "A1-C0OLD\tparked\t2\tC0OLD" in desk.run("alerts", "list").stdout


def test_an_alert_is_shown_with_what_it_says_and_where_it_stands(desk: Cli) -> None:
    """By the alert's key in every channel, by the message's in one."""
    shown = desk.run("alerts", "show", "A1").stdout
    assert "New agency: State Department" in shown
    assert "A1-C0OLD for C0OLD: parked, the channel is archived" in shown
    assert "https://x.slack.example/p1" in shown
    (row,) = desk.lines("alerts", "show", "A1-C0OLD")
    assert row["text"] == "New agency: State Department"
    assert desk.run("alerts", "show", "A2").exit_code == 1


def test_a_refused_message_goes_out_again(desk: Cli) -> None:
    """It is ready at once, with a line in the audit; a second try has nothing to do."""
    result = desk.run("alerts", "retry", "A1-C0OLD", "--by", "ada", "--why", "channel is back")
    assert (result.exit_code, result.stdout) == (0, "A1-C0OLD goes out with the daemon's next beat\n")
    assert states(desk)["A1-C0OLD"] == "ready"
    (row,) = desk.lines("alerts", "show", "A1-C0OLD")
    assert "ada: retry alert (channel is back)" in row["changes"][0]
    store = opened(desk)
    with store.reading() as c:
        out = next_of(c, "C0OLD")
    store.close()
    assert out is not None
    assert desk.run("alerts", "retry", "A1-C0OLD").exit_code == 1


def test_a_message_of_unknown_fate_is_searched_for_and_never_sent_blindly(desk: Cli) -> None:
    """A retry only makes the search due: the row stays unknown."""
    result = desk.run("alerts", "retry", "A1-C0LOST")
    assert (result.exit_code, "searches for it" in result.stdout) == (0, True)
    (row,) = desk.lines("alerts", "list", "--state", "unknown")
    assert (row["id"], row["due"][:4] < "2099") == ("A1-C0LOST", True)


def test_a_message_that_somebody_saw_in_its_channel_is_settled(desk: Cli) -> None:
    """Where nothing could be searched: it counts as sent, with who saw it; there is nothing to settle of what is sent."""
    for key in ("A1-C0OLD", "A1-C0LOST"):
        assert desk.run("alerts", "retry", key, "--stands", "--by", "ada").stdout == f"{key} stands in its channel\n"
    assert set(states(desk).values()) == {"sent"}
    (row,) = desk.lines("alerts", "show", "A1-C0OLD")
    assert "ada: stands" in row["changes"][0]
    assert desk.run("alerts", "retry", "A1", "--stands").exit_code == 1


def test_what_is_sent_is_not_sent_again(desk: Cli) -> None:
    """The state is named; nothing moves."""
    result = desk.run("alerts", "retry", "A1-C0ALERTS")
    assert (result.exit_code, "is sent" in result.stderr) == (1, True)
    assert states(desk)["A1-C0ALERTS"] == "sent"


def test_a_whole_alert_is_retried_where_it_failed(desk: Cli) -> None:
    """By the alert's key: the channel that has it is left alone."""
    result = desk.run("alerts", "retry", "A1")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert states(desk) == {"A1-C0ALERTS": "sent", "A1-C0OLD": "ready", "A1-C0LOST": "unknown"}
