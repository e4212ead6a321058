"""The tests of the editor's own sources, which run in node, are part of these."""

import subprocess
import sys
from pathlib import Path

from tests.harness.services import ROOT

SOURCES = ROOT / "frontend/editor"


def test_the_sources_of_the_editor_pass_their_tests():
    files = sorted(str(one) for one in (SOURCES / "tests").glob("*.test.js"))

    answer = subprocess.run(
        [Path(sys.executable).with_name("node"), "--test", *files],
        cwd=SOURCES,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout[-4000:]
    assert "ℹ skipped 0" in answer.stdout
