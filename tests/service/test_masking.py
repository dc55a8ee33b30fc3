"""What counts as a secret in a text."""

import pytest

from service.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("token 'xoxb-12-AbC' refused", "token 'xox…' refused"),
        ("xoxe.xoxp-1-Mi0yLTA", "xox…"),
        ("xapp-1-A0-9-ff00 and xoxp-1", "xox… and xox…"),
        ("https://hooks.slack.com/services/T0/B0/XXyy", "https://hooks.slack.com/services/…"),
        ("http://127.0.0.1:9/services/T0NEWS/B0HOOK/slackdhook refused", "http://127.0.0.1:9/services/T0NEWS/B0HOOK/… refused"),
        ("postgresql://desk:p%40ss@db.example/desk", "postgresql://…@db.example/desk"),
        ("http://:word@a.example/", "http://…@a.example/"),
        ("https://a.example/~desk:x@y/feed", "https://a.example/~desk:x@y/feed"),
        ("the box-office, proxy-server", "the box-office, proxy-server"),
    ],
)
def test_tokens_and_passwords_are_masked_and_nothing_else(text: str, shown: str) -> None:
    """Bot, user, app and rotated tokens; webhook paths; passwords in addresses."""
    assert masked(text) == shown
