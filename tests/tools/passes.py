"""One pass of the service in this process, which has everything loaded: a worker of its own would load it anew each time."""

import asyncio
import time
from pathlib import Path

from service.app import Outside
from service.cli.once import one_pass
from service.reference import shipped
from service.settings import load
from tests.service.flow.world import Inline


def passed(settings: Path) -> None:
    """What the command ``once`` does, not before the feed may be asked again."""
    time.sleep(1.1)
    asyncio.run(one_pass(load(settings, {}), Outside(reference=shipped(), confined=Inline())))
