"""Jobs of all processes of a machine share one memory, in fair parts."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.sandbox import runner
from eoffice.sandbox.asking import Asker, asking
from eoffice.sandbox.limits import MEBIBYTE
from eoffice.sandbox.slots import Slots, units_of
from tests.harness.services import ROOT

SMALL = sandbox.Limits(wall_seconds=2, memory_bytes=512 * MEBIBYTE)
HOLDER = """
import sys, time
from pathlib import Path
from eoffice.sandbox.slots import Slots
slots = Slots(folder=Path(sys.argv[1]), units=4)
with slots.held(int(sys.argv[2]), sys.argv[3], 5):
    print("holds", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def slots(tmp_path):
    return Slots(folder=tmp_path, units=4)


@pytest.fixture
def other_process(slots):
    """Another process of the machine that holds units."""
    started = []

    def hold(units, who):
        command = [sys.executable, "-c", HOLDER, slots.folder, str(units), who]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=ROOT, env=dict(os.environ)
        )
        started.append(process)
        assert process.stdout.readline() == b"holds\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.communicate()


def test_what_another_process_holds_is_not_given_again(slots, other_process):
    other_process(2, "siti")
    other_process(2, "budi")

    with pytest.raises(sandbox.SandboxBusy), slots.held(1, "tono", 0):
        pass


def test_what_a_killed_process_held_is_free_at_once(slots, other_process):
    process = other_process(4, "siti")
    process.kill()
    process.wait()

    with slots.held(4, "budi", 0):
        assert slots._take(1, "tono") is None


def test_one_person_leaves_half_to_the_others(slots, other_process):
    other_process(2, "siti")

    with pytest.raises(sandbox.SandboxBusy), slots.held(1, "siti", 0):
        pass
    with slots.held(2, "budi", 0):
        pass


def test_a_job_larger_than_a_share_runs_when_all_is_free(slots):
    busy = pytest.raises(sandbox.SandboxBusy)

    with slots.held(9, "siti", 0), busy, slots.held(1, "budi", 0):
        pass


def test_who_waits_gets_what_comes_free(slots):
    entered = threading.Event()

    def hold():
        with slots.held(4, "siti", 0):
            entered.set()
            time.sleep(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait()
    with slots.held(2, "budi", 5):
        holder.join(1)
        assert not holder.is_alive()


@settings(max_examples=10, deadline=None)
@given(
    wishes=st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abc")), max_size=9)
)
def test_never_more_is_held_than_there_is(tmp_path_factory, wishes):
    slots = Slots(folder=tmp_path_factory.mktemp("slots"), units=4)
    held, highest, lock = [0], [0], threading.Lock()

    def work(wish):
        with slots.held(*wish, 20):
            with lock:
                held[0] += wish[0]
                highest[0] = max(highest[0], held[0])
            time.sleep(0.01)
            with lock:
                held[0] -= wish[0]

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(work, wishes))

    assert highest[0] <= 4


def asks(name, patience_s=0.1):
    return asking(lambda: Asker(name=name, patience_s=patience_s))


def test_slow_pages_of_one_person_stop_nobody_else(hostile, tmp_path, monkeypatch):
    monkeypatch.setattr(environment(), "SANDBOX_DIR", str(tmp_path))
    monkeypatch.setattr(environment(), "SANDBOX_MEMORY_MB", 2048)
    hostile("echo")  # the server is up

    def slow_look(_number):
        with asks("siti"):
            try:
                hostile("sleep", limits=SMALL)
            except sandbox.SandboxError as state:
                return state.code

    with ThreadPoolExecutor(8) as pool:
        looks = pool.map(slow_look, range(8))
        time.sleep(0.5)
        began = time.monotonic()
        with asks("budi"):
            assert hostile("echo", limits=SMALL)["size"] == 4
        seconds = time.monotonic() - began

    assert seconds < 1.5
    assert sorted(looks) == ["sandbox_busy"] * 6 + ["sandbox_timeout"] * 2


def test_a_refused_job_says_when_to_come_again(hostile, monkeypatch, tmp_path):
    monkeypatch.setattr(environment(), "SANDBOX_DIR", str(tmp_path))
    place = runner._slots()

    busy = pytest.raises(sandbox.SandboxBusy)
    with place.held(place.units, "siti", 0), asks("budi"), busy as caught:
        hostile("echo")

    assert (caught.value.status, caught.value.retry_after_s) == (503, 5)


def test_units_are_counted_up():
    assert [units_of(n * MEBIBYTE) for n in (1, 256, 257, 1024)] == [1, 1, 2, 4]
