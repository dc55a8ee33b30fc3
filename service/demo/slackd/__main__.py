"""``python -m service.demo.slackd --port 0 --state FILE``: one JSON line on stdout names addresses, tokens and secret."""

import sys

from service.demo.slackd.slackd import main

if __name__ == "__main__":
    sys.exit(main())
