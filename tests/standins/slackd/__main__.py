"""``python -m tests.standins.slackd --port 0 --state FILE``: one JSON line on stdout names addresses, tokens and secret."""

import sys

from tests.standins.slackd.slackd import main

if __name__ == "__main__":
    sys.exit(main())
