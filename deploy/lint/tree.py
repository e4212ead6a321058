"""The files that the checks look at: those that git knows or would add."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Built from sources that are looked at themselves; `deploy/lint/editor_bundle.py`.
BUILT = (
    "workflow/static/workflow/drafting/letter-editor.js",
    "eoffice/static/eoffice/shell/stimulus.js",
)
PRODUCT = ("eoffice/", "workflow/", "archive/", "search/", "demo/")


@lru_cache
def project_files() -> tuple[str, ...]:
    """Return the paths that are tracked, or new and not ignored, from the root."""
    answer = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted(p for p in answer.stdout.splitlines() if (ROOT / p).is_file()))


def with_suffix(*suffixes: str) -> list[str]:
    """Return the files that people write, by suffix: no migrations, nothing built."""
    return [
        path
        for path in project_files()
        if path.endswith(suffixes) and "/migrations/" not in path and path not in BUILT
    ]


def lines(path: str) -> list[str]:
    """Return the lines of one file, without their ends."""
    return (ROOT / path).read_text(encoding="utf-8").splitlines()
