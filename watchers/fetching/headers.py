"""What an answer's headers say, read with distrust: pure functions over header values."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from watchers.model import Validators

_LONGEST_WAIT: Final = timedelta(days=365)
"""Keeps the sum with a date inside the calendar; who schedules brings it back to a day."""

_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,10})", re.IGNORECASE)

_VALIDATOR: Final = re.compile(r"[\x20-\x7e]{1,512}")
"""Printable ASCII: what could split a request's headers, or is no validator, is dropped."""

_LABEL: Final = re.compile(r"""charset\s*=\s*(?:"([^"]{1,64})"|([^\s;"]{1,64}))""", re.IGNORECASE)


def usable(validators: Validators | None) -> dict[str, str]:
    """The request headers that ask conditionally; empty when there is nothing to ask with."""
    if validators is None:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value and _VALIDATOR.fullmatch(value)}


def validators_of(etag: str | None, last_modified: str | None) -> Validators:
    """What is worth keeping of an answer's validators."""
    kept = (value if value and _VALIDATOR.fullmatch(value) else None for value in (etag, last_modified))
    return Validators(etag=next(kept), last_modified=next(kept))


def charset_of(content_type: str | None) -> str | None:
    """The charset label, as sent."""
    found = _LABEL.search((content_type or "")[:1000])
    return None if found is None else (found[1] or found[2])


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a server asks us to stay away: seconds or an HTTP date (RFC 9110, 10.2.3).

    Zero for the past, ``None`` for nonsense.
    """
    text = (value or "").strip()
    if re.fullmatch(r"-?[0-9]{1,20}", text):
        wait = timedelta(seconds=min(int(text), int(_LONGEST_WAIT.total_seconds())))
    else:
        try:
            date = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    return min(max(wait, timedelta(0)), _LONGEST_WAIT)


def fresh_for(cache_control: str | None) -> timedelta | None:
    """For how long an answer says that it need not be asked for again (RFC 9111, 5.2.2.1); ``None`` where it does not say.

    At most a year: whoever schedules brings it further down.
    """
    found = _MAX_AGE.search((cache_control or "")[:1000])
    return None if found is None else min(timedelta(seconds=int(found[1])), _LONGEST_WAIT)
