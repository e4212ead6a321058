"""As an ordinary user, with namespaces and without: nothing gets out of a job.

The application runs in a process of its own under another user; Docker's default
profile is imitated by refusing it unshare(2).
"""

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from tests.harness.environment import scratch_folder
from tests.harness.isolation import current_place
from tests.harness.services import ROOT

USER = 4321
# The interpreter may lie where only root looks: the right to pass, not to trace.
AS_ORDINARY = (
    "setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups",
    "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search",
    "--bounding-set=-all,+dac_read_search",
)  # fmt: skip
WORLDS = ("with", "without")
#: A job that starts Tesseract may fork: itself, and through the loader what it could
#: do anyway, as before under the same walls.
BESIDE_OCR = {"process", "thread", "shell by the loader"}


def place():
    """A folder of that user; the secret in it is readable by nobody else."""
    folder = scratch_folder(current_place()) / "ordinary"
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder / "secret"
    if not secret.exists():
        secret.write_text("kunci")
        secret.chmod(0o600)
        os.chown(secret, USER, USER)
        os.chown(folder, USER, USER)
    return folder, secret


def command(world):
    """The application, as the ordinary user where we are root."""
    _, secret = place()
    script = [sys.executable, "-m", "tests.eoffice.sandbox.ordinary_user"]
    prefix = AS_ORDINARY if os.geteuid() == 0 else ()
    return [*prefix, *script, world, str(secret)]


def surroundings():
    folder, _ = place()
    return {
        **os.environ,
        "SANDBOX_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": "/tmp",
    }


@lru_cache
def report(world):
    answer = subprocess.run(
        command(world),
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout.splitlines()[-1])


@pytest.mark.parametrize("world", WORLDS)
def test_an_ordinary_user_gets_walls_that_are_enough(world):
    told = report(world)

    assert told["user"] != 0
    assert told["walls"] == {
        "namespaces": world == "with",
        "calls": True,
        "files": True,
        "own_user": False,
    }


@pytest.mark.parametrize("world", WORLDS)
def test_no_attack_gets_out_of_a_job(world):
    told = report(world)
    attacks = told["attacks"]

    assert len(attacks) > 100
    assert told["signals felt"] == []
    assert {what for what, told in attacks.items() if "GOT" in told} == set()


@pytest.mark.parametrize("world", WORLDS)
def test_a_job_that_starts_a_program_gets_no_further(world):
    attacks = report(world)["attacks beside OCR"]
    got = {what for what, told in attacks.items() if "GOT" in told}

    assert got - BESIDE_OCR == set()


@pytest.mark.parametrize("world", WORLDS)
def test_scans_are_read_all_the_same(world):
    told = report(world)

    assert "undangan" in " ".join(told["words"]).lower()
    assert told["pages"] == 1


def test_nothing_of_an_attack_is_left():
    for world in WORLDS:
        report(world)

    assert place()[1].read_text() == "kunci"
    assert not Path("/tmp/eo-left").exists()
    assert not Path("/dev/shm/eo-left").exists()
