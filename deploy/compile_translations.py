"""Compile every `.po` catalogue of the tree to the `.mo` file beside it.

Needs no gettext programs, so that the demo runs on a machine without them.
A catalogue that is older than its compiled file is left alone.
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("eoffice", "workflow", "archive", "search", "locale")


def catalogues() -> list[Path]:
    """Return the `.po` files of our own packages, in a stable order."""
    return sorted(po for room in ROOMS for po in (ROOT / room).rglob("*.po"))


def compile_catalogue(source: Path) -> bool:
    """Write the compiled file unless it is current; tell whether it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    polib.pofile(str(source)).save_as_mofile(str(target))
    return True


def main() -> int:
    """Compile all; exit code 1 with the file's name when one cannot be read."""
    for source in catalogues():
        try:
            compile_catalogue(source)
        except (OSError, SyntaxError, UnicodeDecodeError) as error:
            sys.stderr.write(f"{source.relative_to(ROOT)}: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
