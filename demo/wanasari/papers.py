"""What comes over the counters as files: letters of invented senders, some as scans.

Drawing and spoiling a scan takes seconds of a processor, so a process of its own
prepares them while the year's letters are made.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from demo.specimens.letters import Specimen, scan_of, specimens

SEED = 2026
Papers = list[tuple[Specimen, bytes]]


def prepare(are_scans: Sequence[bool]) -> Papers:
    """Return a letter for each, with the bytes of its file: digital, or as a scan."""
    papers = specimens(len(are_scans), seed=SEED)
    return [
        (paper, scan_of(paper, seed=n) if is_scan else paper.pdf)
        for n, (is_scan, paper) in enumerate(zip(are_scans, papers, strict=True))
    ]


@contextmanager
def in_preparation(are_scans: Sequence[bool]) -> Iterator["Future[Papers]"]:
    """Prepare in a fresh process (it shares no connection with ours) meanwhile."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool.submit(prepare, are_scans)
