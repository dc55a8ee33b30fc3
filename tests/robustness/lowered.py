"""``writethru run`` as another, unprivileged user: ``python -m tests.robustness.lowered run --config FILE``.

Everything is imported first, for that user may not be able to read where this project lies. Whoever is not root stays who it is.
"""

import os
import sys
from pathlib import Path

import click

from service import app
from service.cli.common import settings_of
from service.cli.run import run
from service.reference import shipped
from service.store.schema import prepare
from service.store.session import Store

NOBODY = 65534


def main(command: click.Command, words: list[str]) -> None:
    """Lower ourselves, then run the command."""
    warm(Path(words[-1]))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    command(words, prog_name=f"writethru {command.name}")


def warm(config: Path) -> None:
    """Once through all that a start loads when it needs it: names, settings, the driver, the migrations."""
    shipped()
    settings_of(config)
    store = Store("sqlite://")
    prepare(store)
    store.close()


if __name__ == "__main__":
    print(f"with {app.__name__}", file=sys.stderr)
    main(run, sys.argv[2:])
