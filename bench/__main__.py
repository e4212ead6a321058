"""Run every benchmark, one process each; results also as JSON under var/bench/.

    uv run python -m bench            all, about a quarter of an hour
    uv run python -m bench office     only these

Each prints a table of Markdown to paste into docs/performance.md. A figure over its
limit is marked OVER; a noisy machine is no fault of the code, so the run fails only
when a benchmark itself breaks, or takes longer than its share.
"""

import subprocess
import sys
import time

from bench.figures import OUT

#: Longest time of each part, in seconds: together about a quarter of an hour.
PARTS = {
    "render": 45,
    "comparing": 45,
    "signing": 45,
    "acts": 75,
    "beside": 90,
    "reading": 120,
    "proving": 180,
    "fixity": 60,
    "searching": 330,
    "search_quality": 240,
    "demo": 270,
    "office": 420,
    "books": 300,
    "merging": 120,
    "desk": 420,
    "sights": 120,
    "destroying": 900,
    "filing": 900,
    "archive_desk": 1500,
    "killed": 1200,
}
#: Published or measured by others on such a machine with 10,000 letters; not ours.
PEERS = (
    ("Paperless-ngx 3.0.5, list of 50 with counts", "952 / 1,162 ms (median / p95)"),
    ("Paperless-ngx 3.0.5, the same, restricted user", "592 / 810 ms"),
    ("Paperless-ngx 3.0.5, search", "406 / 525 ms"),
    ("Paperless-ngx 3.0.5, warm list page", "199 KB"),
    ("Paperless-ngx 3.0.5, text PDFs taken in", "1.5 per second"),
    ("Paperless-ngx 3.0.5, memory at rest", "842 MB"),
)


def run(part: str) -> bool:
    """Run one part; tell whether it measured (whatever the figures)."""
    print(f"\n== {part}", flush=True)
    command = [sys.executable, "-m", f"bench.{part}"]
    try:
        done = subprocess.run(command, check=False, timeout=PARTS[part])
    except subprocess.TimeoutExpired:
        print(f"{part}: given up after {PARTS[part]} s", flush=True)
        return False
    return done.returncode in {0, 1}  # 1: measured, and over a limit


def show_peers() -> None:
    """Print the fixed lines of others, to hold ours against."""
    print("\npeers: fixed reference lines, not measured in this run\n")
    print("| Peer | Figure |\n|---|---|")
    for name, figure in PEERS:
        print(f"| {name} | {figure} |")


def main() -> int:
    """Run the named parts, or all; return how many broke."""
    wanted = sys.argv[1:] or [*PARTS]
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    broken = [part for part in wanted if not run(part)]
    show_peers()
    print(f"\nbench: {time.monotonic() - began:.0f} s in all")
    if broken:
        print(f"broken: {', '.join(broken)}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
