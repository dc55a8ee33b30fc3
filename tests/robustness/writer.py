"""A process that commits row after row and says each number once it is committed: ``python -m tests.robustness.writer FILE``."""

import sys

from sqlalchemy import text

from service.store.schema import prepare
from service.store.session import Store


def main(path: str) -> None:
    """Until it is killed."""
    store = Store(f"sqlite:///{path}")
    prepare(store)
    with store.reading() as c:
        number = c.exec_driver_sql("SELECT count(*) FROM family_heads").scalar_one()
    sys.stdout.write("up\n")
    sys.stdout.flush()
    while True:
        with store.writing() as c:
            c.execute(text("INSERT INTO family_heads (family, version) VALUES (:f, 1)"), {"f": str(number)})
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main(sys.argv[1])
