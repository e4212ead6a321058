"""The scripts built of packages are what their sources give, byte by byte.

`frontend/editor/` holds the sources and the locked packages; what they build is
committed, so that nobody needs Node to run the product.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tree import BUILT, ROOT

SOURCES = ROOT / "frontend" / "editor"


def main() -> int:
    """Build into a folder aside and compare; exit code 1 when anything differs."""
    node = Path(sys.executable).with_name("node")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [str(node), str(SOURCES / "build.mjs"), folder], check=True, cwd=SOURCES
        )
        committed = [ROOT / path for path in BUILT]
        committed += [path.with_suffix(".licences.txt") for path in committed]
        stale = [
            path.relative_to(ROOT)
            for path in committed
            if path.read_bytes() != (Path(folder) / path.name).read_bytes()
        ]
    for path in stale:
        sys.stdout.write(f"{path} is not what frontend/editor/ builds: make editor\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
