"""Every message of every kind, language and length, and five hundred hostile texts in every field of each: part of `make soak`.

Posted to the strict stand-in, with buttons and after clicks; what a webhook gets, and the plain text form, are held against the
limits too. Ends with 1 where one is refused, has lint, pings anybody or leads anywhere but to its article. An argument, a number
of texts.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from alerts.delivery import Message
from alerts.errors import DeliveryError
from alerts.slack.notifier import SlackNotifier
from alerts.slack.payload import guard, hooked, payload
from tests.alerts.gallery import HOSTS, LENGTHS, LONGEST_LINE, messages
from tests.standins.slack import SlackStandIn, running_slack
from tests.tools.hostile_texts import COUNT, hostile_texts
from tests.tools.seeds import CHANNEL

LANGUAGES = ("en", "fr")


def faults(slack: SlackStandIn) -> Iterator[str]:
    """What is wrong with what stands in the channel."""
    for row in slack.messages(CHANNEL):
        yield from row["lint"]
        yield from ("mention" for _ in row["mentions"])
        yield from ("forged link" for address, _ in row["links"] if address.split("/")[2] not in HOSTS)
        if row["unfurl"] != {"unfurl_links": False, "unfurl_media": False}:
            yield "unfolds"
        if not 0 < len(row["text"]) <= LONGEST_LINE:
            yield "lock-screen line"


async def posted(slack: SlackStandIn, made: Iterable[Message]) -> Counter[str]:
    """Post each; how many, how many were refused, and what is wrong with the others."""
    slack.reset()
    slack.settings(rate_limits=False)
    found: Counter[str] = Counter()
    async with SlackNotifier(slack.bot_token, slack.base_url) as notifier:
        for one in made:
            found["messages"] += 1
            try:
                guard(payload(one, degraded=True), CHANNEL, degraded=True)
                for degraded in (False, True):
                    guard(hooked(one, degraded=degraded), CHANNEL, degraded=degraded)
                await notifier.post(CHANNEL, one)
            except DeliveryError:
                found["refused"] += 1
    found.update(faults(slack))
    return found


def main(texts: int) -> int:
    """Print the line; 1 where there is anything to object to."""
    began, found = time.monotonic(), Counter[str]()
    with running_slack() as slack:
        for language in LANGUAGES:
            for words in LENGTHS.values():
                found += asyncio.run(posted(slack, (one for _, one in messages(language, words))))
        for number, text in enumerate(hostile_texts()[:texts]):
            made = [one for _, one in messages(LANGUAGES[number % len(LANGUAGES)], 3, text)]
            found += asyncio.run(posted(slack, made))
    wrong = {name: count for name, count in found.items() if name != "messages"}
    line = {"messages": found["messages"], "hostile texts": min(texts, COUNT), "objections": sum(wrong.values()), **wrong}
    print(f"soak gallery: {json.dumps(line | {'seconds': round(time.monotonic() - began)})}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
