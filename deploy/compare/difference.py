"""Two snapshots beside each other: what differs, as short unified diffs."""

import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

MOST_FILES, MOST_LINES, AROUND = 40, 40, 2
INDEX = "visited.txt"


def compare(before: Path, after: Path, *, with_spaces: bool) -> bool:
    """Print every difference, shortened; tell whether there is none.

    A page that differs in spaces between its tags only is counted, and shown when
    `with_spaces`; then it is a difference, too.
    """
    old, new = _files(before), _files(after)
    one_sided = [f"only before: {name}" for name in sorted(old.keys() - new.keys())]
    one_sided += [f"only after: {name}" for name in sorted(new.keys() - old.keys())]
    unlike, spaces = [], []
    for name in sorted(old.keys() & new.keys()):
        if old[name] == new[name]:
            continue
        is_space = _without_spaces(old[name]) == _without_spaces(new[name])
        (spaces if is_space and not with_spaces else unlike).append(name)
    _say(*one_sided[:MOST_FILES])
    for name in unlike[:MOST_FILES]:
        _say(*_diff(name, old[name], new[name], with_spaces=with_spaces))
    _say(
        f"{len(old.keys() & new.keys())} compared: {len(unlike)} differ,"
        f" {len(spaces)} in spaces only, {len(one_sided)} on one side",
        *(f"spaces only: {name}" for name in spaces[:MOST_FILES]),
    )
    return not unlike and not one_sided


def _files(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        sys.exit(f"compare: there is no snapshot {folder}")
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != INDEX
    }


def _without_spaces(text: str) -> list[str]:
    """Return the lines without the spaces at the ends of texts."""
    plain = (_plain(line) for line in text.splitlines())
    return [line for line in plain if line]


def _plain(line: str) -> str:
    if line.startswith('"') and line.endswith('"'):
        return line[1:-1].strip()
    return line


def _diff(name: str, old: str, new: str, *, with_spaces: bool) -> Iterator[str]:
    cut = str.splitlines if with_spaces else _without_spaces
    lines = unified_diff(
        cut(old), cut(new), f"before/{name}", f"after/{name}", n=AROUND
    )
    for number, line in enumerate(lines):
        if number == MOST_LINES:
            yield "  ... shortened"
            return
        yield line.rstrip("\n")


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
