"""All checks of `make lint`, two at a time; one OK line each, the output of what fails.

Checks that load the settings do so with a production environment made by
`deploy/make_env.py`, so what that generator writes is proven to start the product.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tree import ROOT, with_suffix

sys.path.insert(0, str(ROOT / "deploy"))
from make_env import local_values

PYTHON = sys.executable
BIN = Path(PYTHON).parent
HERE = ROOT / "deploy" / "lint"
EOFFICE = str(BIN / "eoffice")
SCRIPTS = HERE / "scripts"
AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its name on the screen and the command whose exit code decides."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check said and how long it took (seconds)."""

    check: Check
    passed: bool
    output: str
    seconds: float


def script(name: str) -> tuple[str, ...]:
    """Return the command of a script of this folder."""
    return (PYTHON, str(HERE / name))


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of a program of the locked environment."""
    return (str(BIN / name), *arguments)


def eslint(*arguments: str) -> tuple[str, ...]:
    """Return the command of the linter of scripts, of the locked Node packages."""
    program = SCRIPTS / "node_modules/eslint/bin/eslint.js"
    config = str(SCRIPTS / "eslint.config.mjs")
    return tool("node", str(program), "--config", config, *arguments)


def pages() -> list[str]:
    """Return the templates; djhtml wants them by name."""
    return with_suffix(".html")


def checks() -> list[Check]:
    """Return every check, the slow ones first so that two cores end together."""
    rooms = ("eoffice", "workflow", "archive", "search", "demo")
    found = [
        Check(name="types", command=tool("mypy", *rooms)),
        Check(name="page markup", command=script("markup.py")),
        Check(name="translations", command=script("translations.py")),
        Check(name="compose", command=script("compose.py")),
        Check(
            name="migrations",
            command=(
                EOFFICE,
                "makemigrations",
                "--check",
                "--dry-run",
                "--verbosity=1",
            ),
        ),
        Check(
            name="deployment",
            command=(EOFFICE, "check", "--deploy", "--fail-level", "WARNING"),
        ),
        Check(name="layers", command=tool("lint-imports", "--no-logo")),
        Check(name="style", command=tool("ruff", "check", ".")),
        Check(name="format", command=tool("ruff", "format", "--check", ".")),
        Check(name="rooms", command=script("rooms.py")),
        Check(name="words", command=script("words.py")),
        Check(name="unused", command=script("unused.py")),
        Check(name="scripts", command=eslint(*with_suffix(".js"))),
        Check(name="editor bundle", command=script("editor_bundle.py")),
        Check(name="budgets", command=script("budgets.py")),
        Check(name="habits", command=script("habits.py")),
    ]
    if pages():
        found.append(
            Check(name="page layout", command=tool("djhtml", "--check", *pages()))
        )
    return found


def run(check: Check) -> Outcome:
    """Run one check to its end."""
    began = time.monotonic()
    answer = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **local_values()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(
        check=check,
        passed=answer.returncode == 0,
        output=answer.stdout,
        seconds=time.monotonic() - began,
    )


def chosen(names: Iterable[str]) -> list[Check]:
    """Return the checks asked for by name, or all."""
    wanted = set(names)
    known = checks()
    unknown = wanted - {check.name for check in known}
    if unknown:
        sys.exit(f"lint: no check is called {', '.join(sorted(unknown))}")
    return [check for check in known if not wanted or check.name in wanted]


def main() -> int:
    """Run the checks, or those named on the command line; exit code 1 on a failure."""
    failed: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running: list[Future[Outcome]] = [
            pool.submit(run, check) for check in chosen(sys.argv[1:])
        ]
        for done in as_completed(running):
            outcome = done.result()
            verdict = "OK" if outcome.passed else "FAILED"
            line = f"{outcome.check.name:<14} {verdict:<6} {outcome.seconds:5.1f} s"
            sys.stdout.write(f"lint: {line}\n")
            if not outcome.passed:
                failed.append(outcome.check.name)
                sys.stdout.write(outcome.output.rstrip() + "\n")
            sys.stdout.flush()
    if failed:
        sys.stdout.write(f"lint: failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
