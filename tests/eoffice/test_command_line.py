"""`eoffice` in an operator's terminal: helps without settings, prints nothing else."""

import logging
import os
import subprocess
import sys

import pytest

from eoffice.upkeep.command_help import operator_commands

BARE = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}


def eoffice(*arguments, cwd, env=BARE):
    told = "from eoffice.command_line import main; main()"
    return subprocess.run(
        [sys.executable, "-c", told, *arguments],
        cwd=cwd,
        env={**env, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("asked", [["--help"], ["help"], []], ids=str)
def test_help_lists_the_operators_commands_without_any_settings(asked, tmp_path):
    told = eoffice(*asked, cwd=tmp_path)

    assert told.returncode == 0, told.stderr
    assert not told.stderr
    for name in ("backup", "restore", "verify-audit", "create-account", "demo"):
        line = next(x for x in told.stdout.splitlines() if x.split()[:1] == [name])
        assert len(line.split()) > 3


def test_every_command_says_in_one_line_what_it_does():
    for name, said in operator_commands().items():
        assert said.endswith("."), name
        assert "\n" not in said, name
        assert len(said) <= 80, name


def test_a_command_prints_no_line_of_a_library(tmp_path):
    told = eoffice("check-letters", "--help", cwd=tmp_path)

    assert told.returncode == 0
    assert told.stderr == ""


def test_libraries_speak_from_warning_on_and_we_from_the_asked_level(settings):
    levels = settings.LOGGING["loggers"]

    assert settings.LOGGING["root"]["level"] == "WARNING"
    for name in ("pikepdf._core", "fontTools", "botocore", "PIL"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO), name
    assert {"eoffice", "workflow", "archive", "search", "demo"} <= set(levels)
