"""Run every benchmark, one process each; results also as JSON under var/bench/.

    uv run python -m bench            all
    uv run python -m bench office     only these

A figure over its limit is printed as such; a noisy machine is no fault of the code,
so the run fails only when a benchmark itself breaks.
"""

import subprocess
import sys
from pathlib import Path

PARTS = ("render", "signing", "office", "searching", "reading")
OUT = Path("var") / "bench"


def main() -> int:
    """Run the named parts, or all; return how many broke."""
    wanted = sys.argv[1:] or PARTS
    OUT.mkdir(parents=True, exist_ok=True)
    broken = []
    for part in wanted:
        print(f"== {part}", flush=True)
        command = [sys.executable, "-m", f"bench.{part}"]
        done = subprocess.run(command, check=False)
        if done.returncode not in {0, 1}:  # 1: measured, and over a limit
            broken.append(part)
    if broken:
        print(f"broken: {', '.join(broken)}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
