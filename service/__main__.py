"""Entry point of the command ``writethru`` and of ``python -m service``."""

import io
import sys

from service.cli.root import root


def main() -> None:
    """Run the command line; what it prints is UTF-8 whatever the locale, and no text from outside can make printing fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # the only letters that UTF-8 cannot carry are lone surrogates; escaped like this they are JSON still
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    root(prog_name="writethru")


if __name__ == "__main__":
    main()
