"""The linter of scripts finds what it promises."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.services import ROOT

SCRIPTS = ROOT / "deploy/lint/scripts"


def rules_against(script: str) -> set[str]:
    answer = subprocess.run(
        [
            *(
                Path(sys.executable).parent / "node",
                SCRIPTS / "node_modules/eslint/bin/eslint.js",
            ),
            *("--config", SCRIPTS / "eslint.config.mjs", "--stdin"),
            *("--format", "json"),
        ],
        input=script,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout, answer.stderr
    (told,) = json.loads(answer.stdout)
    return {message["ruleId"] for message in told["messages"]}


@pytest.mark.parametrize(
    "script",
    [
        'document.body.append("Belum tersimpan, coba lagi");',
        "document.body.append(`Tersimpan ${Date.now()}`);",
        'document.body.title = "Mengirim …";',
        'document.body.innerHTML = "<b>Surat baru</b>";',
    ],
)
def test_words_of_a_page_stand_in_no_script(script):
    assert rules_against(script) == {"eoffice/no-words"}


@pytest.mark.parametrize(
    "script",
    [
        "document.querySelector('form [name=\"act\"]').focus();",
        'document.body.className = "eo-btn eo-btn--quiet";',
        'throw new Error("no such target");',
        'matchMedia("(min-width: 50em) and (hover)").addEventListener("change", null);',
    ],
)
def test_selectors_classes_and_errors_are_no_words(script):
    assert rules_against(script) == set()


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ("const kept = 1;", "no-unused-vars"),
        ("missing();", "no-undef"),
        ("window.done = window.a == window.b;", "eqeqeq"),
        ("let one = 1; window.one = one;", "prefer-const"),
    ],
)
def test_habits_of_scripts(script, rule):
    assert rules_against(script) == {rule}
