"""What stands where a feed should be (C14), in the two languages; an ordinary page is one whatever its banners ask."""

import pytest

from watchers.errors import Replaced
from watchers.model import Document, Validators
from watchers.replacing import replaced_by

LONG = "<p>All the news of the town, every day anew, for everybody who wants to read it.</p>" * 60


@pytest.mark.parametrize(
    ("source", "by"),
    [
        ("<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>", Replaced.CHECK),
        ('<html><body><div class="g-recaptcha"></div>Please go on</body></html>', Replaced.CHECK),
        ("<html><body>Vérifiez que vous n’êtes pas un robot</body></html>", Replaced.CHECK),
        ("<html><body><h1>Sign in</h1><form><input name=u><input type='password'></form></body></html>", Replaced.LOGIN),
        (
            "<html><body>Nous utilisons des cookies. Tout accepter, gérer mes choix, continuer sans accepter.</body></html>",
            Replaced.CONSENT,
        ),
        ("<html><body>We and our 842 partners use cookies. Accept all. Manage choices. Privacy.</body></html>", Replaced.CONSENT),
        (f"<html><body><h1>Home</h1>{LONG}<p>We use cookies. Accept all. Privacy.</p></body></html>", Replaced.PAGE),
        (f"<html><body><form><input type=password></form>{LONG}</body></html>", Replaced.PAGE),
        ("<html><body><h1>404</h1></body></html>", Replaced.PAGE),
        ('{"error": "not found"}', Replaced.PAGE),
        ("", Replaced.PAGE),
    ],
)
def test_what_stands_there_is_recognised(source: str, by: Replaced) -> None:
    """By its words, by the scripts of the usual checks, by a field for a password."""
    document = Document(
        url="https://a.example/feed",
        final_url="https://a.example/",
        status=200,
        content_type="text/html",
        charset="utf-8",
        validators=Validators(),
        body=source.encode(),
    )
    assert replaced_by(document) is by
