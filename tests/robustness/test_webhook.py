"""A daemon whose route is an incoming webhook, beside one that leads to a channel."""

from tests.robustness.house import Street, come, house
from tests.tools.seeds import CHANNEL

HOOKED = f"webhook:{CHANNEL.lower()}"


async def told(street: Street, number: int) -> None:
    """Wait until so many stand in both channels."""
    await come(lambda: all(len(street.slack.messages(one)) == number for one in (CHANNEL, "C0DIGEST")))


async def test_a_webhook_gets_each_alert_once_and_a_lost_answer_waits_for_a_person(street: Street) -> None:
    """It says in its last line what it cannot do; what may have been lost is listed, sent again by nobody, and holds up nothing.

    The address, which is the secret, stands neither in the database nor in any message.
    """
    settings = street.settings
    text = settings.read_text(encoding="utf-8").replace(f'channel = "{CHANNEL}"', f'channel = "{HOOKED}"')
    text = text.replace("[slack]\n", f'[slack]\nwebhooks = {{{CHANNEL.lower()} = "{street.slack.webhook_url}"}}\n')
    settings.write_text(f'{text}[[routes]]\nchannel = "C0DIGEST"\n', encoding="utf-8")
    street.slack.faults({"kind": "drop", "match": "webhook", "after": 1})
    async with house(settings) as running:
        for number in range(3):
            street.publish()
            await told(street, number + 1)
        parked = f"SELECT 1 FROM outbox WHERE channel = '{HOOKED}' AND state = 'parked'"
        await come(lambda: running.rows(parked))
        both = f"SELECT 1 FROM outbox WHERE channel = '{HOOKED}' AND state = 'sent' LIMIT 1 OFFSET 1"
        await come(lambda: running.rows(both))
        rows = running.rows(f"SELECT state, error FROM outbox WHERE channel = '{HOOKED}' ORDER BY id")
    hooked = street.slack.messages(CHANNEL)
    assert [state for state, _ in rows] == ["sent", "parked", "sent"]
    assert "no_history" in str(rows[1][1])
    assert "slackdhook" not in str(rows) + str(hooked)
    assert len(hooked) == 3
    assert all((row["lint"], row["mentions"]) == ([], []) for row in hooked)
    assert all("Sent through a webhook" in row["rendered"] for row in hooked)
    assert not any("metadata" in row and row["metadata"] for row in hooked)
