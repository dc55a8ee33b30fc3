"""Why a message was not delivered: five classes, each with one thing to do.

DeliveryError                   channel, code
├── Wait                        rate limited, or no connection was made; nothing was stored: try again after ``after``, order kept
├── Unknown                     the answer was lost or ambiguous: look in history before anything is sent again
├── Park                        this channel cannot take it now (archived, not a member, an unknown error name)
├── Stop                        nothing can be sent at all (token revoked, scope missing): keep the outbox, go unhealthy
└── Degrade                     the payload was refused: send the plain text form once
"""

from datetime import timedelta


class DeliveryError(Exception):
    """Root of the tree."""

    def __init__(self, message: str, *, channel: str, code: str) -> None:
        super().__init__(message)
        self.channel = channel
        self.code = code

    def __str__(self) -> str:
        return f"{self.args[0]} ({self.code}, channel {self.channel})"


class Wait(DeliveryError):
    """Rate limited, or no connection was made: nothing was stored."""

    def __init__(self, message: str, *, channel: str, code: str, after: timedelta) -> None:
        super().__init__(message, channel=channel, code=code)
        self.after = after


class Unknown(DeliveryError):
    """The answer was lost or ambiguous: the message may or may not stand in the channel."""


class Park(DeliveryError):
    """This channel cannot take it until somebody changes something."""


class Stop(DeliveryError):
    """Nothing can be sent at all until the configuration changes."""


class Degrade(DeliveryError):
    """The payload was refused; its plain text form may pass."""
