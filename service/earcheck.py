"""What ``doctor`` says of how clicks come in: without a way, alerts have no buttons."""

from collections.abc import Sequence
from typing import Protocol

from alerts.errors import DeliveryError, Stop
from service.clicks import Hearing
from service.doctor import Finding, Level

COMMANDS = "commands"
"""The scope of ``/writethru``."""
_COPY = "copy it again, from the app's Basic Information, App-Level Tokens"
_ADVICE = {
    "invalid_auth": f"Slack does not know this app-level token: {_COPY}",
    "not_authed": f"Slack was given no app-level token: {_COPY}",
    "token_revoked": f"the app-level token was revoked: make a new one with connections:write, and {_COPY}",
    "not_allowed_token_type": f"this is a token of another kind: {_COPY}",
    "missing_scope": "the app-level token lacks connections:write: make one that has it, under App-Level Tokens",
    "socket_mode_not_enabled": "the app's Socket Mode is off: switch it on under Settings, Socket Mode",
    "unreachable": "Slack cannot be reached: look at the network, and at [slack] base_url",
}
_SILENT = "none: alerts have no buttons; give [slack] app_token to decide on them in Slack"


class Caller(Protocol):
    """What is asked of Slack."""

    async def connection(self, app_token: str) -> None:
        """Ask for a connection of Socket Mode, and leave it. Raises ``alerts.errors.DeliveryError``."""
        ...


async def heard(hearing: Hearing, slack: Caller, scopes: Sequence[str] | None) -> list[Finding]:
    """Whether clicks can come in, and commands be given."""
    if not hearing:
        return [Finding(level=Level.WARN, name="clicks", what=_SILENT)]
    found = [await _socket(hearing.app_token, slack) if hearing.app_token else _signed(hearing.listen)]
    if scopes is not None and COMMANDS not in scopes:
        what = f"without the scope {COMMANDS} there is no /writethru: add it under OAuth & Permissions, install again"
        found.append(Finding(level=Level.WARN, name="commands", what=what))
    return found


async def _socket(token: str, slack: Caller) -> Finding:
    try:
        await slack.connection(token)
    except DeliveryError as error:
        level = Level.FAIL if isinstance(error, Stop) or error.code in _ADVICE else Level.WARN
        return Finding(level=level, name="clicks", what=f"{_ADVICE.get(error.code) or error.args[0]} ({error.code})")
    return Finding(level=Level.OK, name="clicks", what="come in over Socket Mode")


def _signed(listen: str) -> Finding:
    what = f"are awaited at http://{listen}/slack/events; whether Slack reaches that, over HTTPS, only a click can tell"
    return Finding(level=Level.OK, name="clicks", what=what)
