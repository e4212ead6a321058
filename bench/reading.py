"""Proposals measured: how many are right, how long they take, what OCR costs.

`python -m bench.reading [LETTERS]`: LETTERS invented letters (default 24), each
digital and as a scan, of a seed that no test uses. "Sure" holds when at least 98 % of
what is shown as sure is right. Figures stand beside their limits; exit code 1 if one
fails.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import bench.surroundings  # noqa: F401  before the product
from bench.figures import Row, keep, summary, within
from demo.specimens.letters import Specimen, scan_of, specimens
from eoffice import sandbox
from workflow.reading import LetterReading, propose, read_letter
from workflow.reading.scoring import (
    FIELDS,
    MINIMUM,
    SURE_IS_RIGHT,
    Score,
    is_right,
)

LETTERS = 24
UNSEEN = 20_262
FEWEST_TO_JUDGE = 50
PROPOSAL_LIMIT_MS = 300
OCR_LIMIT = 1.10
OCR_PAGES = 6


def judged(specimen: Specimen, *, scan: bool) -> dict[str, str | None]:
    """What to hold a reading against; "" where the paper has no such field."""
    expected = {name: value or "" for name, value in asdict(specimen.expected).items()}
    if specimen.by_hand and not scan:
        # The pen's strokes are no text: a digital file cannot tell the number.
        return {**expected, "number": None}
    return dict(expected)


def report(kind: str, score: Score) -> Iterator[Row]:
    """Yield how many fields were right, and how many wrong without a mark."""
    for name in FIELDS:
        rate = score.rate(name)
        if rate is None:
            continue
        limit = MINIMUM[kind].get(name)
        kept = limit is None or rate >= limit
        of_sure = score.rate_of_sure(name)
        # One wrong value in a few says nothing of the share yet.
        few = score.sure[name] < FEWEST_TO_JUDGE and score.unmarked[name] <= 1
        kept = kept and (of_sure is None or few or of_sure >= SURE_IS_RIGHT)
        yield {
            "what": f"{kind}: {name}",
            "limit": f">= {limit:.0%}" if limit else "-",
            "right": f"{score.right[name]} of {score.total[name]}",
            "sure": score.sure[name],
            "wrong_unmarked": score.unmarked[name],
            "kept": "yes" if kept else "OVER",
        }


def explain(name: str, reading: LetterReading, expected: dict[str, str | None]) -> None:
    for field in FIELDS:
        wanted, proposed = expected.get(field), getattr(reading.proposal, field)
        if wanted is not None and not is_right(field, proposed, wanted):
            mark = " (doubtful)" if proposed and proposed.doubtful else ""
            value = proposed.value if proposed else None
            print(f"  {name} {field}: {value!r}{mark}, expected {wanted!r}")


def accuracy(letters: int) -> list[Row]:
    scores = {"digital": Score(), "scan": Score()}
    took: list[float] = []
    # No rule was written with these letters in sight: tests and demo draw from others.
    unseen = specimens(letters, seed=UNSEEN, varied=True)
    for at, specimen in enumerate(unseen):
        files = {"digital": specimen.pdf, "scan": scan_of(specimen, seed=at)}
        for kind, data in files.items():
            reading = read_letter(data, jobs=2)
            start = time.perf_counter()
            propose(reading.pages)
            took.append((time.perf_counter() - start) * 1000)
            expected = judged(specimen, scan=kind == "scan")
            scores[kind].add(reading.proposal, expected)
            explain(
                f"{kind} {specimen.name} {reading.pages[0].skew}", reading, expected
            )
    rows = [row for kind, score in scores.items() for row in report(kind, score)]
    slow: Row = {
        "what": "proposal after text",
        "limit": f"p95 {PROPOSAL_LIMIT_MS} ms",
        **summary(took),
    }
    return [*rows, within(slow, "p95_ms", PROPOSAL_LIMIT_MS)]


def bare_ocr(pictures: list[bytes], folder: Path) -> None:
    """Let Tesseract alone read the same pictures."""
    for at, picture in enumerate(pictures):
        page = folder / f"{at}.png"
        page.write_bytes(picture)
        command = ["tesseract", str(page), "stdout", "-l", "ind", "--psm", "3", "tsv"]
        subprocess.run(
            command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"}
        )


def ocr_cost() -> Row:
    """Our OCR (rendering, levelling, walls) against bare Tesseract, wall clock."""
    scans = [scan_of(one, seed=at) for at, one in enumerate(specimens(OCR_PAGES))]
    pictures = [
        sandbox.render_page(scan, 1, dpi=250, form="png").content for scan in scans
    ]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        bare_ocr(pictures, Path(folder))
        bare = time.perf_counter() - start
    start = time.perf_counter()
    for scan in scans:
        sandbox.run("ocr_page", scan, page=1)
    ours = time.perf_counter() - start
    row: Row = {
        "what": f"OCR of {OCR_PAGES} pages beside bare Tesseract",
        "limit": f"{OCR_LIMIT} times",
        "bare_s": round(bare, 1),
        "ours_s": round(ours, 1),
        "times": round(ours / bare, 2),
    }
    return within(row, "times", OCR_LIMIT)


def sandbox_cost() -> Iterator[Row]:
    pdf = next(specimens(1)).pdf
    for task, args in (
        ("probe", {}),
        ("extract_text", {}),
        ("render_page", {"page": 1}),
    ):
        sandbox.run(task, pdf, **args)
        start = time.perf_counter()
        for _ in range(20):
            sandbox.run(task, pdf, **args)
        took = (time.perf_counter() - start) * 50
        yield {"what": f"sandbox: {task}", "mean_ms": round(took, 1)}


def main() -> int:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    rows = [*sandbox_cost(), ocr_cost(), *accuracy(letters)]
    return keep("reading", rows)


if __name__ == "__main__":
    sys.exit(main())
