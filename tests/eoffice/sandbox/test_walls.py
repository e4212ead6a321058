"""What a job that was taken over can reach: nothing but its own end."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from eoffice import sandbox
from eoffice.environment import environment
from eoffice.sandbox import runner
from eoffice.sandbox.isolation import Walls
from tests.eoffice.sandbox import bombs

TESSERACT = ("/usr/bin/tesseract",)
QUICK = sandbox.Limits(wall_seconds=1.0, cpu_seconds=10)


def jobs_running():
    """Forks of our own server."""
    server = runner._current(fresh=False).process.pid
    return Path(f"/proc/{server}/task/{server}/children").read_text().split()


def wait_until_quiet():
    for _ in range(200):
        if not jobs_running():
            return
        time.sleep(0.02)
    pytest.fail(f"jobs left behind: {jobs_running()}")


def assert_still_works():
    assert sandbox.probe(bombs.one_page()).pages == 1


def test_this_machine_allows_every_wall():
    walls = sandbox.describe()

    assert walls.namespaces
    assert walls.calls
    assert walls.files
    assert walls.are_enough


def test_answer_carries_bytes_and_arguments(hostile):
    assert hostile("echo", b"%PDF", note="é") == {
        "size": 4,
        "first": b"%PDF",
        "note": "é",
    }


def test_job_reads_a_file_by_its_path(hostile, tmp_path):
    place = tmp_path / "surat.pdf"
    place.write_bytes(b"12345678")

    assert hostile("echo", place)["size"] == 8


def test_endless_loop_ends_at_the_wall_clock(hostile):
    with pytest.raises(sandbox.SandboxTimeout):
        hostile("loop", limits=QUICK)

    wait_until_quiet()
    assert_still_works()


def test_endless_loop_ends_when_its_cpu_is_used_up(hostile):
    limits = sandbox.Limits(wall_seconds=60, cpu_seconds=2)

    with pytest.raises(sandbox.SandboxTimeout) as caught:
        hostile("loop", limits=limits)

    assert caught.value.detail == "CPU time used up"


def test_sleeping_job_ends_at_the_wall_clock(hostile):
    with pytest.raises(sandbox.SandboxTimeout):
        hostile("sleep", limits=QUICK)


def test_memory_hog_is_told_so(hostile):
    with pytest.raises(sandbox.SandboxMemory):
        hostile("hog", limits=sandbox.Limits(memory_bytes=400 * 1024 * 1024))

    assert_still_works()


def test_network_is_refused_from_within(hostile):
    with pytest.raises(sandbox.SandboxCrashed) as caught:
        hostile("connect")

    assert "PermissionError" in caught.value.detail


def test_fork_bomb_is_limited_and_swept_away(hostile):
    limits = sandbox.Limits(processes=8)
    started = hostile("fork_bomb", limits=limits, programs=TESSERACT)

    assert 0 < started < 8
    wait_until_quiet()


def test_a_library_that_works_by_events_goes_on(hostile):
    assert hostile("event_loop") == "done"


def test_job_that_needs_no_program_starts_no_process(hostile):
    assert hostile("fork_bomb") == 0


def test_process_that_tries_to_leave_the_group_dies_with_its_job(hostile):
    hostile("daemon", programs=TESSERACT)

    wait_until_quiet()
    assert_still_works()


def test_written_files_are_limited(hostile):
    limits = sandbox.Limits(file_bytes=4 * 1024 * 1024)

    with pytest.raises(sandbox.SandboxCrashed) as caught:
        hostile("write_far_too_much", limits=limits)

    assert "File too large" in caught.value.detail


def test_open_files_are_limited(hostile):
    with pytest.raises(sandbox.SandboxCrashed) as caught:
        hostile("open_many")

    assert "Too many open files" in caught.value.detail


def test_environment_holds_nothing_of_ours(hostile, monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "rahasia")

    seen = hostile("environment")

    assert seen["names"] == [
        "HOME",
        "LANG",
        "OMP_THREAD_LIMIT",
        "PATH",
        "PYTHONDONTWRITEBYTECODE",
        "TMPDIR",
    ]
    assert seen["user"] != 0
    assert "eo-sandbox-" in seen["cwd"]
    assert len(seen["files"]) <= 6


def test_scratch_is_gone_after_the_job(hostile):
    place = hostile("environment")["cwd"]

    assert not Path(place).exists()


def test_job_cannot_kill_its_neighbours(hostile):
    ended = []

    def neighbour():
        hostile("sleep_briefly")
        ended.append(True)

    thread = threading.Thread(target=neighbour)
    thread.start()
    reached = hostile("kill_neighbours")
    thread.join()

    assert reached == []
    assert ended == [True]


def test_crash_is_a_state(hostile):
    with pytest.raises(sandbox.SandboxCrashed):
        hostile("crash")

    assert_still_works()


def test_fault_text_cannot_forge_log_lines(hostile):
    with pytest.raises(sandbox.SandboxCrashed) as caught:
        hostile("raise_something")

    assert "\n" not in caught.value.detail
    assert "\x1b" not in caught.value.detail


def test_answer_that_is_no_plain_value_is_a_crash(hostile):
    with pytest.raises(sandbox.SandboxCrashed):
        hostile("answer_garbage")


def test_answer_beyond_its_limit_is_a_crash(hostile):
    with pytest.raises(sandbox.SandboxCrashed) as caught:
        hostile("answer_too_much", limits=sandbox.Limits(result_bytes=1_000_000))

    assert caught.value.detail == "answer too long"


def test_job_whose_watchman_was_killed_ends_and_is_told(hostile):
    with pytest.raises(sandbox.SandboxError):
        hostile("kill_supervisor", limits=QUICK)

    wait_until_quiet()
    assert_still_works()


def test_server_killed_midway_fails_that_job_only(hostile):
    assert_still_works()
    server = runner._current(fresh=False).process.pid
    killer = threading.Timer(0.3, os.kill, (server, signal.SIGKILL))
    killer.start()

    with pytest.raises(sandbox.SandboxCrashed):
        hostile("sleep")

    killer.join()
    assert_still_works()
    assert runner._current(fresh=False).process.pid != server


def test_neighbour_of_a_bomb_gets_its_answer(hostile):
    answers = []

    def honest():
        answers.extend(sandbox.probe(bombs.one_page()).pages for _ in range(5))

    thread = threading.Thread(target=honest)
    thread.start()
    with pytest.raises(sandbox.SandboxError):
        hostile("hog", limits=sandbox.Limits(memory_bytes=400 * 1024 * 1024))
    thread.join()

    assert answers == [1] * 5


def test_forked_child_gets_a_server_of_its_own():
    assert_still_works()
    ours = runner._current(fresh=False).process.pid
    reading, writing = os.pipe()

    child = os.fork()
    if child == 0:
        try:
            sandbox.probe(bombs.one_page())
            theirs = runner._current(fresh=False).process.pid
            os.write(writing, str(theirs).encode())
            runner.shut_down()
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    assert int(os.read(reading, 100)) != ours
    assert_still_works()


def test_unknown_task_is_refused():
    with pytest.raises(KeyError):
        sandbox.run("os.system", b"")


@pytest.mark.parametrize("path", ["os.system", "os:system;x", "../x:y", "a:b:c", ""])
def test_task_needs_a_proper_path(path):
    with pytest.raises(ValueError, match="dotted path"):
        sandbox.register_task("other", path)


def test_name_of_a_task_cannot_be_taken_over():
    with pytest.raises(ValueError, match="already"):
        sandbox.register_task("probe", "some.module:function")


def test_walls_are_enough_only_with_the_filter_and_a_way_to_keep_files_out():
    stands = {
        (calls, files, own)
        for calls in (True, False)
        for files in (True, False)
        for own in (True, False)
        if Walls(namespaces=False, calls=calls, files=files, own_user=own).are_enough
    }

    assert stands == {(True, True, True), (True, True, False), (True, False, True)}


@pytest.fixture
def kernel_without_landlock(monkeypatch):
    """A server whose jobs find no Landlock, as an ordinary user."""
    runner.shut_down()
    start = runner.START.replace(
        "from eoffice",
        "from eoffice.sandbox import isolation, landlock; "
        "landlock.restrict = lambda *_: False; "
        "leave = isolation.leave_root; "
        "isolation.leave_root = lambda: leave() and False; from eoffice",
    )
    monkeypatch.setattr(runner, "START", start)
    yield
    runner.shut_down()


def test_no_job_starts_without_walls(kernel_without_landlock):
    with pytest.raises(sandbox.SandboxUnavailable) as caught:
        sandbox.probe(bombs.one_page())

    assert "walls are missing" in caught.value.detail
    assert not sandbox.describe().are_enough


def test_the_operator_may_say_that_files_are_read_without(
    kernel_without_landlock, monkeypatch
):
    monkeypatch.setattr(environment(), "SANDBOX_WALLS", "optional")

    assert_still_works()
