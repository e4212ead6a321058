"""Two snapshots beside each other: what differs, each change told once.

The same change on many pages is one change: it is told with how many files have it,
the most frequent first.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

MOST_CHANGES, MOST_LINES, MOST_NAMES = 60, 40, 40
Change = tuple[str, ...]


def compare(before: Path, after: Path, *, with_spaces: bool) -> bool:
    """Print every difference, shortened; tell whether there is none.

    A page that differs in spaces between its tags only is counted, and shown when
    `with_spaces`; then it is a difference, too.
    """
    old, new = _files(before), _files(after)
    both = sorted(old.keys() & new.keys())
    one_sided = [f"only before: {name}" for name in sorted(old.keys() - new.keys())]
    one_sided += [f"only after: {name}" for name in sorted(new.keys() - old.keys())]
    cut = str.splitlines if with_spaces else _without_spaces
    changes: dict[Change, list[str]] = defaultdict(list)
    unlike, spaces = set(), []
    for name in (name for name in both if old[name] != new[name]):
        for change in _changes(cut(old[name]), cut(new[name])):
            changes[change].append(name)
            unlike.add(name)
        if name not in unlike:
            spaces.append(f"spaces only: {name}")
    _tell(changes)
    _say(*_shortened(one_sided, MOST_NAMES), *_shortened(spaces, MOST_NAMES))
    _say(
        f"{len(both)} compared: {len(unlike)} differ in {len(changes)} ways,"
        f" {len(spaces)} in spaces only, {len(one_sided)} on one side"
    )
    return not unlike and not one_sided


def _files(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        sys.exit(f"compare: there is no snapshot {folder}")
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def _without_spaces(text: str) -> list[str]:
    """Return the lines without the spaces at the ends of texts."""
    plain = (_plain(line) for line in text.splitlines())
    return [line for line in plain if line]


def _plain(line: str) -> str:
    if line.startswith('"') and line.endswith('"'):
        return line[1:-1].strip()
    return line


def _changes(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield each place where the lines differ: those that go, those that come."""
    diff = list(unified_diff(old, new, n=0, lineterm=""))[2:]
    for is_head, lines in groupby(diff, key=lambda line: line.startswith("@@")):
        if not is_head:
            yield tuple(lines)


def _tell(changes: dict[Change, list[str]]) -> None:
    often = sorted(changes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    for change, names in often[:MOST_CHANGES]:
        _say(f"@@ {len(set(names))} files, {names[0]}", *_shortened(change, MOST_LINES))
    if len(often) > MOST_CHANGES:
        _say(f"... and {len(often) - MOST_CHANGES} other ways")


def _shortened(lines: list[str] | Change, most: int) -> list[str]:
    left = len(lines) - most
    return [*lines[:most], *([f"... and {left} lines"] if left > 0 else [])]


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
