"""What a process of ours tells to others of its user: nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eoffice.process import walls
from tests.eoffice.sandbox.test_escapes import AS_ORDINARY, surroundings
from tests.harness.services import ROOT

CLOSED = """
import os, sys
from eoffice.process.walls import close_process, wipe_secrets
from eoffice.environment import environment
(close_process if sys.argv[1] == "closed" else wipe_secrets)()
print(environment().SECRET_KEY.get_secret_value() != "", flush=True)
print(sorted(n for n in os.environ if "SECRET" in n or "KEYS" in n), flush=True)
sys.stdin.read()
"""
PEER = """
import sys
from pathlib import Path
for name in ("environ", "mem", "maps"):
    try:
        (Path("/proc") / sys.argv[1] / name).open("rb").read(1)
        print("read")
    except PermissionError:
        print("refused")
"""


@pytest.fixture
def app():
    """A process of an ordinary user that read its settings and went on."""
    started = []

    def start(how):
        process = subprocess.Popen(
            [*ordinary(), sys.executable, "-c", CLOSED, how],
            cwd=ROOT,
            env={**surroundings(), "SECRET_KEY": "s" * 50},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout.readline() == "True\n"
        return process

    yield start
    for process in started:
        process.communicate("")


def ordinary():
    return AS_ORDINARY if os.geteuid() == 0 else ()


def peer(pid):
    command = [*ordinary(), sys.executable, "-c", PEER, str(pid)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return answer.stdout.split()


def test_another_process_of_the_same_user_reads_neither_environment_nor_memory(app):
    assert peer(app("closed").pid) == ["refused"] * 3


def test_secrets_are_overwritten_where_they_came_from(app):
    process = app("open")

    assert process.stdout.readline() == "[]\n"
    block = Path(f"/proc/{process.pid}/environ").read_bytes()
    assert b"DJANGO_SETTINGS_MODULE=" in block
    assert b"ssssssss" not in block


def test_every_setting_that_holds_a_secret_is_wiped():
    names = walls.secret_names()

    assert {"SECRET_KEY", "FIELD_KEYS", "DATABASE_URL", "S3_SECRET_KEY"} <= set(names)
    assert {"CELERY_BROKER_URL", "ELASTICSEARCH_PASSWORD", "EMAIL_URL"} <= set(names)


@pytest.mark.parametrize("entry", ["eoffice/wsgi.py", "eoffice/celery.py"])
def test_processes_that_stay_close_themselves(entry):
    assert "close_process()" in (ROOT / entry).read_text()
