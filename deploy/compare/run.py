"""Does a change of the code leave the product as it is? Two snapshots tell.

    python deploy/compare/run.py take FOLDER --url http://localhost:8000
    python deploy/compare/run.py compare BEFORE AFTER

`take` looks at a running demo: pages and API as each kind of person, and its
database. It presses nothing. `compare` prints the differences; exit code 1 when there
are any. Knows nothing of the product's modules, so that it outlives their moves.
"""

import argparse
import sys
from pathlib import Path

from difference import compare
from snapshot import PARTS, take

DEMO = Path("var") / "demo"


def parse() -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    acts = parser.add_subparsers(dest="act", required=True)
    taking = acts.add_parser("take", help="look at a running demo")
    taking.add_argument("folder", type=Path)
    taking.add_argument("--url", default="http://localhost:8000")
    taking.add_argument("--demo", type=Path, default=DEMO, help="where its data are")
    taking.add_argument("--only", choices=PARTS, action="append", help="default: all")
    comparing = acts.add_parser("compare", help="print what differs")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--spaces", action="store_true", help="between tags, too")
    return parser.parse_args()


def main() -> int:
    """Carry out one act."""
    given = parse()
    if given.act == "take":
        parts = tuple(given.only or PARTS)
        take(given.folder, base=given.url.rstrip("/"), demo=given.demo, parts=parts)
        return 0
    return 0 if compare(given.before, given.after, with_spaces=given.spaces) else 1


if __name__ == "__main__":
    sys.exit(main())
