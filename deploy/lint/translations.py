"""The Indonesian catalogue is complete.

Every entry of every catalogue is translated and none is fuzzy, every named
placeholder survives, and the sources hold no message that the catalogue lacks nor
the catalogue one that they lack: `makemessages` runs over a copy of the tree and
must find neither more nor less.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from tree import PRODUCT, ROOT, project_files

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SOURCES = (*PRODUCT, "templates/", "locale/")


def catalogues(root: Path) -> dict[str, polib.POFile]:
    """Return the Indonesian catalogues under `root` by relative path."""
    return {
        str(po.relative_to(root)): polib.pofile(str(po))
        for po in sorted(root.rglob("locale/id/LC_MESSAGES/*.po"))
        if not {"node_modules", ".venv", "var"} & set(po.relative_to(root).parts)
    }


def texts(entry: polib.POEntry) -> list[str]:
    """Return the translated forms of one entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def entry_faults(path: str, entry: polib.POEntry) -> Iterator[str]:
    """Yield what is wrong with one entry."""
    if entry.obsolete:
        return
    where = f"{path}:{entry.linenum}: {entry.msgid[:60]!r}"
    if "fuzzy" in entry.flags:
        yield f"{where} is fuzzy"
    elif not all(texts(entry)):
        yield f"{where} is not translated"
    else:
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in texts(entry):
            if set(PLACEHOLDER.findall(text)) - wanted:
                yield f"{where} has a placeholder that the source lacks"


def copy_sources(target: Path) -> None:
    """Copy what `makemessages` reads into an empty folder."""
    (target / "locale").mkdir()
    for path in project_files():
        if path.startswith(SOURCES) and path.endswith(
            (".py", ".html", ".txt", ".js", ".po")
        ):
            copy = target / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, copy)


def fresh_messages(target: Path) -> str:
    """Run `makemessages` on the copy; return its error text, empty when it worked."""
    for domain in ("django", "djangojs"):
        answer = subprocess.run(
            [
                sys.executable,
                "-m",
                "django",
                "makemessages",
                f"--domain={domain}",
                "--locale=id",
                "--no-obsolete",
                "--verbosity=0",
            ],
            cwd=target,
            env=dict(os.environ, PYTHONPATH=str(target)),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            return answer.stderr[-2000:]
    return ""


def differences(known: dict[str, polib.POFile]) -> Iterator[str]:
    """Yield a sentence for every message that only sources or only catalogues have."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        copy_sources(target)
        error = fresh_messages(target)
        if error:
            yield f"makemessages failed: {error}"
            return
        for path, catalogue in catalogues(target).items():
            have = {(e.msgctxt, e.msgid) for e in known.get(path, []) if not e.obsolete}
            for entry in catalogue:
                if (entry.msgctxt, entry.msgid) not in have:
                    where = ", ".join(f"{f}:{n}" for f, n in entry.occurrences[:2])
                    yield f"{path} lacks {entry.msgid[:60]!r} ({where})"
            said = {(e.msgctxt, e.msgid) for e in catalogue}
            for context, text in sorted(have - said, key=str):
                yield f"{path}: nobody says {text[:60]!r} ({context or 'no context'})"


def main() -> int:
    """Print every gap; exit code 1 when there is one."""
    known = catalogues(ROOT)
    faults = [
        fault
        for path, catalogue in known.items()
        for entry in catalogue
        for fault in entry_faults(path, entry)
    ]
    faults.extend(differences(known))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    if not faults:
        total = sum(len(catalogue) for catalogue in known.values())
        sys.stdout.write(f"{total} messages in Indonesian\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
