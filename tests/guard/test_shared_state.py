"""What threads share is judged, one by one."""

import ast
import tomllib
import types
from pathlib import Path

from tests.guard.shared_state import shared_in, shared_state

JUDGED = tomllib.loads(
    Path(__file__).with_name("shared_state.toml").read_text(encoding="utf-8")
)
BY_NAME = {**JUDGED["registries"], **JUDGED["singles"]}


def test_everything_that_threads_share_is_judged():
    found = {
        name for name, kind in shared_state().items() if kind not in JUDGED["kinds"]
    }

    assert found - set(BY_NAME) == set(), "judge in tests/guard/shared_state.toml"
    assert set(BY_NAME) - found == set(), "gone: strike it from the list"
    assert all(reason.strip() for reason in BY_NAME.values())


def test_the_walk_finds_instances_filled_containers_and_kept_results():
    source = (
        "from functools import cache\n"
        "class Stemmer: ...\n"
        "STEMMER = Stemmer()\n"
        "SEEN = {}\n"
        "TABLE = {'a': 1}\n"
        "def note(word): SEEN[word] = TABLE[word]\n"
        "@cache\n"
        "def parser(): return Stemmer()\n"
    )
    module = types.ModuleType("made_up")
    exec(compile(source, "made_up", "exec"), vars(module))

    found = {name for name, _value in shared_in(module, ast.parse(source))}

    assert found == {"STEMMER", "SEEN", "parser"}
