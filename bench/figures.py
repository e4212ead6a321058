"""What every benchmark shares: timing, the machine's facts, a table, JSON.

A row is `what`, `limit`, and figures by name. `keep` prints the rows as a table of
Markdown, ready for docs/performance.md, and writes them to var/bench/<name>.json.
"""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

OUT = Path("var") / "bench"
Row = dict[str, object]


def percentile(took: Sequence[float], share: float) -> float:
    """Return the value below which that share of the sorted times lies."""
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def summary(took: Sequence[float]) -> dict[str, float]:
    """Return median and p95 of times in milliseconds."""
    return {
        "median_ms": round(statistics.median(took), 1),
        "p95_ms": round(percentile(took, 0.95), 1),
    }


def timed(act: Callable[[], object], rounds: int) -> dict[str, float]:
    """Return median and p95 of the act's wall clock, and our processor's share.

    All in milliseconds. A busy neighbour lengthens the clock, the processor's time
    hardly: it shows how far a figure over its limit is the machine's.
    """
    took, worked = [], []
    for _round in range(rounds):
        began, worked_before = time.perf_counter(), time.process_time()
        act()
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - worked_before) * 1000)
    return {**summary(took), "cpu_ms": round(statistics.median(worked), 1)}


def _memory_gb() -> int:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return round(pages / 2**30)


def machine() -> dict[str, object]:
    """Return the facts a figure means nothing without."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "python": platform.python_version(),
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def within(row: Row, name: str, limit: float) -> Row:
    """Return the row with the word whether that figure keeps its limit."""
    kept = float(row[name]) <= limit  # type: ignore[arg-type]
    return {**row, "kept": "yes" if kept else "OVER"}


def keep(name: str, rows: Sequence[Row]) -> int:
    """Print the rows and keep them; the answer is 1 if a limit is not kept."""
    facts = machine()
    OUT.mkdir(parents=True, exist_ok=True)
    told = {"bench": name, "machine": facts, "rows": list(rows)}
    (OUT / f"{name}.json").write_text(json.dumps(told, indent=1), "utf-8")
    print(f"\n{name}: {facts}\n")
    print("| What | Figures | Limit | Kept |\n|---|---|---|---|")
    for row in rows:
        rest = {k: v for k, v in row.items() if k not in {"what", "limit", "kept"}}
        words = ", ".join(f"{k} {_number(v)}" for k, v in rest.items())
        limit, kept = row.get("limit", "-"), row.get("kept", "-")
        print(f"| {row['what']} | {words} | {limit} | {kept} |")
    return 1 if any(row.get("kept") == "OVER" for row in rows) else 0


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)
