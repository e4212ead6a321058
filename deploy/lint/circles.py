"""No circles: not of files, not of the folders that stand side by side.

A circle has no bottom: nobody can read, test or move one of its members alone.
Imports inside functions count, since they tie two files just as firmly; those for
type checkers only do not, since nothing runs them.
"""

from collections.abc import Iterable, Iterator, Mapping

import grimp
from breach import Breach

ARROWS_SHOWN = 3

Arrows = dict[tuple[str, str], list[str]]


def rounds(arrows: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the strongly connected groups of two or more (Tarjan, 1972), sorted.

    `arrows` maps each name to the names that it points at.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        path.append(name)
        for other in arrows.get(name, ()):
            if other not in number:
                visit(other)
            if other in path:
                lowest[name] = min(lowest[name], lowest[other])
        if lowest[name] == number[name]:
            start = path.index(name)
            found.append(sorted(path[start:]))
            del path[start:]

    for name in arrows:
        if name not in number:
            visit(name)
    return sorted(group for group in found if len(group) > 1)


def between_files(graph: grimp.ImportGraph) -> Arrows:
    """Return every import of one product file by another: (who, whom) -> [import]."""
    return {
        (name, other): [f"{name} -> {other}"]
        for name in sorted(graph.modules)
        if not graph.is_module_squashed(name)
        for other in sorted(graph.find_modules_directly_imported_by(name))
        if not graph.is_module_squashed(other)
    }


def between_folders(files: Arrows) -> dict[str, Arrows]:
    """Return, for each folder, the arrows between the folders directly inside it."""
    levels: dict[str, Arrows] = {}
    for (name, other), imports in files.items():
        mine, theirs = name.split("."), other.split(".")
        shared = 0
        while mine[shared : shared + 1] == theirs[shared : shared + 1] != []:
            shared += 1
        inside = levels.setdefault(".".join(mine[:shared]), {})
        pair = ".".join(mine[: shared + 1]), ".".join(theirs[: shared + 1])
        inside.setdefault(pair, []).extend(imports)
    return levels


def by_strength(arrow: tuple[tuple[str, str], list[str]]) -> int:
    """Sort the arrow of fewest imports first: the circle is likely cut there."""
    return len(arrow[1])


def told(rule: str, arrows: Arrows) -> Iterator[Breach]:
    """Yield each circle among `arrows` with the imports that make it."""
    ahead: dict[str, list[str]] = {}
    for name, other in arrows:
        ahead.setdefault(name, []).append(other)
    for group in rounds(ahead):
        made_by = [
            f"\n    {len(imports)} from {name} to {other}: "
            + ", ".join(imports[:ARROWS_SHOWN])
            for (name, other), imports in sorted(arrows.items(), key=by_strength)
            if name in group and other in group
        ]
        yield Breach(
            rule=rule,
            where=" <-> ".join(group),
            says="a circle of imports" + "".join(made_by),
        )


def breaches(graph: grimp.ImportGraph) -> Iterator[Breach]:
    """Yield the circles of files, then those of neighbouring folders by level."""
    files = between_files(graph)
    yield from told("circles of files", files)
    folders = {name for name in graph.modules if holds_files(graph, name)}
    for level, arrows in sorted(between_folders(files).items()):
        if level:
            kept = {pair: why for pair, why in arrows.items() if folders >= set(pair)}
            yield from told("circles of folders", kept)


def holds_files(graph: grimp.ImportGraph, name: str) -> bool:
    """Tell whether `name` is a folder of ours with at least one file in it."""
    return not graph.is_module_squashed(name) and bool(graph.find_children(name))
