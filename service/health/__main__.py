"""``python -m service.health [live|ready] [HOST:PORT]``: asks a daemon whether it is well; 0 when it is, 1 when not.

For a container's health check: it imports nothing of the service. Without an address it asks where the environment says, else
at the default one.
"""

import http.client
import json
import os
import sys
from collections.abc import Mapping, Sequence

LISTEN = "127.0.0.1:8711"
"""The default of ``[health] listen``."""
VARIABLE = "WRITETHRU_HEALTH__LISTEN"
PATIENCE = 4.0
"""Seconds; the daemon itself gives its database two."""
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]", "": "127.0.0.1"}  # noqa: S104  # what is listened on, asked at loopback


def asked(what: str, listen: str) -> tuple[bool, str]:
    """Whether the daemon that listens there says that it is well, and what it says."""
    host, _, port = listen.rpartition(":")
    connection = http.client.HTTPConnection(_ANYWHERE.get(host, host).strip("[]"), int(port), timeout=PATIENCE)
    try:
        connection.request("GET", f"/{what}")
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK, answer.read(10_000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return False, json.dumps({"ok": False, "why": f"no answer at {listen}: {type(error).__name__}"})
    finally:
        connection.close()


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Print what was said; the exit code of the command."""
    what = next((given for given in arguments if given in {"live", "ready"}), "ready")
    listen = next((given for given in arguments if ":" in given), environ.get(VARIABLE) or LISTEN)
    well, said = asked(what, listen)
    sys.stdout.write(said + "\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
