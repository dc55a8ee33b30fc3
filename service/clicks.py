"""The settings of how clicks come in: over Socket Mode, which needs no public address, or as signed requests over HTTP."""

from dataclasses import dataclass

from service.tomlfile import Table

SLACK_LISTEN = "127.0.0.1:8712"
"""Where signed requests are awaited, where a secret is given and no address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearing:
    """How clicks on alerts come in; by default not at all, and alerts have no buttons then."""

    app_token: str = ""
    """Of Socket Mode."""
    signing_secret: str = ""
    """Of requests over HTTP."""
    listen: str = ""
    """Host and port for these; empty where there is no secret."""

    def __bool__(self) -> bool:
        return bool(self.app_token or self.signing_secret)

    def __repr__(self) -> str:
        app_token, secret = ("set" if value else "empty" for value in (self.app_token, self.signing_secret))
        return f"Hearing(app_token={app_token}, signed={secret}, listen={self.listen!r})"


def hearing(table: Table) -> Hearing:
    """What ``[slack]`` says of it: one way of the two."""
    app_token, secret = table.text("app_token", ""), table.text("signing_secret", "")
    given = table.text("listen", "")
    if given:
        address(table, given, SLACK_LISTEN)
    if app_token and not app_token.startswith("xapp-"):
        table.fault("app_token", "not an app-level token, which begins with xapp-: copy it from the app's Basic Information")
    if app_token and secret:
        table.fault("signing_secret", "clicks come in by one way: leave out this or app_token")
    if given and not secret:
        table.fault("listen", "nothing would be heard there: give signing_secret, or leave it out")
    if (app_token or secret) and not table.text("token", ""):
        table.fault("app_token" if app_token else "signing_secret", "clicks on alerts need alerts: give token, or leave it out")
    return Hearing(app_token=app_token, signing_secret=secret, listen=(given or SLACK_LISTEN) if secret else "")


def address(table: Table, listen: str, example: str) -> None:
    """Whether a setting ``listen`` names a host and a port."""
    host, _, port = listen.rpartition(":")
    if listen and not (host and port.isdecimal() and 0 < int(port) <= 65535):
        table.fault("listen", f"{listen!r} is no host:port; write {example}, or nothing to switch it off")
