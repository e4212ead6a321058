"""The markup of pages by curlylint, the slowest: what passed is not asked again.

A page is known by its content, curlylint's version and its rules; `var/lint` keeps what
passed. Without it every page is asked.
"""

import json
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib.metadata import version

from tree import ROOT, with_suffix

PROGRAM = sys.executable
# It makes results for each character; looking so often for rings of them took a third.
SELDOM = "import gc; gc.set_threshold(200_000, 20, 100)"
CURLYLINT = f"{SELDOM}; from curlylint import cli; cli.patched_main()"
PASSED = ROOT / "var" / "lint" / "pages-that-passed"


def rules() -> bytes:
    """Return all that decides about a page besides the page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = [version("curlylint"), project["tool"]["curlylint"]]
    return json.dumps(known, sort_keys=True).encode()


def main() -> int:
    """Ask about the pages that have not passed as they are; exit code of curlylint."""
    by = rules()
    pages = {
        sha256(by + (ROOT / path).read_bytes()).hexdigest(): path
        for path in with_suffix(".html")
    }
    passed = set(PASSED.read_text().split()) if PASSED.is_file() else set()
    asked = [path for mark, path in pages.items() if mark not in passed]
    if asked:
        program = [PROGRAM, "-c", CURLYLINT]
        code = subprocess.run([*program, *asked], cwd=ROOT, check=False).returncode
        if code:
            return code
        PASSED.parent.mkdir(parents=True, exist_ok=True)
        PASSED.write_text("\n".join(sorted(pages)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
