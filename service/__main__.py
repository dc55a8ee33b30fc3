"""Entry point of the command ``writethru`` and of ``python -m service``."""

from service.cli.root import root


def main() -> None:
    """Run the command line."""
    root(prog_name="writethru")


if __name__ == "__main__":
    main()
