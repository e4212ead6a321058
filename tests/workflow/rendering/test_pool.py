"""The pool of worker processes: real processes, really killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from workflow.rendering import pool
from workflow.rendering.errors import RenderFailed, RenderRefused, TextNotPrintable
from workflow.rendering.pool import PooledRenderer, renderer
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters


@pytest.fixture
def workers() -> Iterator[PooledRenderer]:
    made = PooledRenderer(size=1)
    yield made
    made.close()


def draw(workers, tree):
    return workers.render(tree, tree.type, letters.final(tree))


def test_a_worker_draws_the_same_bytes_as_this_process(workers):
    tree = letters.letter()
    here = TypstRenderer().render(tree, tree.type, letters.final(tree))
    assert draw(workers, tree) == here


def test_nothing_runs_before_the_first_letter(workers):
    assert workers.worker_ids() == []


def test_a_killed_worker_costs_nothing_but_a_new_one(workers):
    first = draw(workers, letters.letter())
    (victim,) = workers.worker_ids()
    os.kill(victim, signal.SIGKILL)
    assert draw(workers, letters.letter()) == first
    assert workers.worker_ids() != [victim]


def test_a_worker_killed_while_it_draws_is_replaced(workers):
    long_table = {"header": ["a"], "rows": [[f"baris {n}"] for n in range(3000)]}
    tree = letters.letter([{"type": "table", "value": long_table}])
    draw(workers, letters.letter())
    (victim,) = workers.worker_ids()
    killer = threading.Timer(0.05, os.kill, (victim, signal.SIGKILL))
    killer.start()
    drawn = draw(workers, tree)
    killer.join()
    assert drawn.pages > 50


def test_a_letter_that_takes_too_long_is_given_up():
    hasty = PooledRenderer(size=1, seconds_per_letter=0.001)
    with pytest.raises(RenderFailed) as failure:
        draw(hasty, letters.letter())
    assert failure.value.cause == "timed_out"
    assert hasty.worker_ids() == []


@pytest.mark.slow
def test_a_letter_too_big_for_the_memory_fails_and_the_next_one_is_drawn(workers):
    table = {"header": ["a"] * 12, "rows": [["kata"] * 12] * 3000}
    huge = letters.letter([{"type": "table", "value": table}])
    with pytest.raises(RenderFailed) as failure:
        draw(workers, huge)
    assert failure.value.cause == "died"
    assert draw(workers, letters.letter()).pages == 2


def test_a_worker_ends_after_its_share_of_letters():
    tiring = PooledRenderer(size=1, letters_per_worker=2)
    draw(tiring, letters.letter())
    (first,) = tiring.worker_ids()
    draw(tiring, letters.letter())
    assert tiring.worker_ids() == []
    draw(tiring, letters.letter())
    assert tiring.worker_ids() != [first]
    tiring.close()


def test_findings_come_back_as_domain_errors(workers):
    with pytest.raises(TextNotPrintable) as refusal:
        draw(workers, letters.letter(subject="Pesta 🎉"))
    assert refusal.value.faults[0].field == "subject"
    assert draw(workers, letters.letter()).pages == 2


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="/etc/passwd" width="5" height="5"/>',
        '<image href="../../../pyproject.toml" width="5" height="5"/>',
        '<image href="http://127.0.0.1:9/x.png" width="5" height="5"/>',
    ],
)
def test_an_emblem_cannot_reach_for_other_files(workers, inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    head = letters.SECRETARIAT.model_copy(update={"emblem_svg": svg})
    with pytest.raises(RenderRefused):
        draw(workers, letters.letter(letterhead=head))


def test_many_threads_share_the_workers():
    shared = PooledRenderer(size=2)
    trees = [letters.letter(subject=f"Undangan {n}") for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        drawn = list(threads.map(lambda tree: draw(shared, tree), trees))
    assert len({file.sha256 for file in drawn}) == 12
    assert len(shared.worker_ids()) <= 2
    shared.close()


def test_the_process_has_one_renderer():
    assert renderer() is renderer()


def test_a_forked_child_makes_its_own_workers():
    draw(renderer(), letters.letter())
    before = renderer().worker_ids()
    child = os.fork()
    if child == 0:
        mine = pool.renderer()
        fresh = mine.worker_ids() == [] and draw(mine, letters.letter()).pages == 2
        mine.close()
        os._exit(0 if fresh else 1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert renderer().worker_ids() == before
    assert draw(renderer(), letters.letter()).pages == 2
    pool.close_renderer()


def test_a_worker_sees_none_of_our_secrets(workers):
    draw(workers, letters.letter())
    (worker,) = workers.worker_ids()
    with open(f"/proc/{worker}/environ", "rb") as environment:  # noqa: PTH123 - /proc
        names = {entry.split(b"=")[0] for entry in environment.read().split(b"\0")}
    assert not names & {b"SECRET_KEY", b"FIELD_KEYS", b"DATABASE_URL"}


def test_workers_end_when_their_parent_does():
    code = (
        "import time\n"
        "from workflow.typesetting.worker_process import WorkerProcess\n"
        "worker = WorkerProcess()\nprint(worker.pid, flush=True)\n"
        "import os; os._exit(0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    worker = int(run.stdout)
    gone = threading.Event()
    for _attempt in range(100):
        if not _runs(worker):
            gone.set()
            break
        threading.Event().wait(0.1)
    assert gone.is_set()


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - /proc
            return stat.read().split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False
