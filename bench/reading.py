"""Proposals measured: how many are right, how long they take, what OCR costs.

`python -m bench.reading [LETTERS]`: LETTERS invented letters (default 48), each
digital and as a scan. Figures stand beside their limits; exit code 1 if one fails.
"""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from eoffice import sandbox
from workflow.demo.specimens import Specimen, scan_of, specimens
from workflow.reading import LetterReading, propose, read_letter
from workflow.reading.scoring import FIELDS, MINIMUM, Score, is_right

LETTERS = 48
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


def report(kind: str, score: Score) -> bool:
    print(f"\n{kind}: right / letters, rate, limit, wrong without a mark")
    for name in FIELDS:
        rate = score.rate(name)
        if rate is None:
            continue
        limit = MINIMUM[kind].get(name)
        said = f">= {limit:.0%}" if limit else ""
        print(
            f"  {name:10} {score.right[name]:3} / {score.total[name]:3}"
            f"  {rate:6.1%}  {said:8}  {score.unmarked[name]}"
        )
    return not score.below(kind)


def explain(name: str, reading: LetterReading, expected: dict[str, str | None]) -> None:
    for field in FIELDS:
        wanted, proposed = expected.get(field), getattr(reading.proposal, field)
        if wanted is not None and not is_right(field, proposed, wanted):
            mark = " (doubtful)" if proposed and proposed.doubtful else ""
            value = proposed.value if proposed else None
            print(f"  {name} {field}: {value!r}{mark}, expected {wanted!r}")


def accuracy(letters: int) -> bool:
    scores = {"digital": Score(), "scan": Score()}
    took: list[float] = []
    for at, specimen in enumerate(specimens(letters)):
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
    good = [report(kind, score) for kind, score in scores.items()]
    took.sort()
    slow = took[int(len(took) * 0.95)]
    print(
        f"\nproposal after text: median {took[len(took) // 2]:.0f} ms,"
        f" p95 {slow:.0f} ms (<= {PROPOSAL_LIMIT_MS} ms)"
    )
    return all(good) and slow <= PROPOSAL_LIMIT_MS


def cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def bare_ocr_seconds(pictures: list[bytes], folder: Path) -> float:
    """CPU of Tesseract alone on the same pictures."""
    before = cpu_of_children()
    for at, picture in enumerate(pictures):
        page = folder / f"{at}.png"
        page.write_bytes(picture)
        command = ["tesseract", str(page), "stdout", "-l", "ind", "--psm", "3", "tsv"]
        subprocess.run(
            command, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"}
        )
    return cpu_of_children() - before


def ocr_cost() -> bool:
    """Our OCR (rendering, levelling, walls) against bare Tesseract, wall clock."""
    scans = [scan_of(one, seed=at) for at, one in enumerate(specimens(OCR_PAGES))]
    pictures = [
        sandbox.render_page(scan, 1, dpi=250, form="png").content for scan in scans
    ]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        cpu = bare_ocr_seconds(pictures, Path(folder))
        bare = time.perf_counter() - start
    start = time.perf_counter()
    for scan in scans:
        sandbox.run("ocr_page", scan, page=1)
    ours = time.perf_counter() - start
    print(
        f"\nOCR of {OCR_PAGES} pages: bare {bare:.1f} s ({cpu:.1f} s CPU), ours"
        f" {ours:.1f} s, {ours / bare:.2f} times (<= {OCR_LIMIT})"
    )
    return ours <= OCR_LIMIT * bare


def sandbox_cost() -> None:
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
        print(f"sandbox {task}: {(time.perf_counter() - start) * 50:.0f} ms")


def main() -> int:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    sandbox_cost()
    good = ocr_cost()
    return 0 if accuracy(letters) and good else 1


if __name__ == "__main__":
    sys.exit(main())
