"""Reads the coverage data of the last run and says how many of the pure core's branches the tests took; fails below a floor.

The pure core does no input or output: all of ``watchers`` but the network and the confined worker, all of ``alerts`` but the
Slack client.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import coverage

CORE = ["watchers/*", "alerts/*"]
EDGES = ["watchers/fetching/*", "watchers/confine.py", "watchers/confine/*", "watchers/proposing*", "alerts/slack/notifier.py"]


def branches(data: coverage.Coverage) -> tuple[int, int]:
    """Branches taken and branches there are in the pure core."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "core.json"
        data.json_report(include=CORE, omit=EDGES, outfile=str(report))
        totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    return totals["covered_branches"], totals["num_branches"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at-least", type=float, required=True, help="percentage of branches")
    floor = parser.parse_args().at_least
    data = coverage.Coverage(messages=False)
    data.load()
    data.report(include=CORE, omit=EDGES, skip_covered=True, show_missing=True)
    taken, there = branches(data)
    percent = 100 * taken / there if there else 0.0
    print(f"pure core: {taken} of {there} branches taken, {percent:.1f} % (floor {floor:g} %)")
    return 0 if percent >= floor else 1


if __name__ == "__main__":
    sys.exit(main())
