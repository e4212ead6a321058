"""The rooms of the house: what stands where, what knows what, and under which name.

The floors are contracts of import-linter in pyproject.toml; here is the rest. Each
rule is told in the module that checks it: places, circles, borders, double_names.
"""

import sys
from collections.abc import Iterator

import borders
import circles
import double_names
import grimp
import places
from breach import Breach


def found() -> Iterator[Breach]:
    """Yield every breach; the imports are read once, those of libraries by name."""
    graph = grimp.build_graph(
        *places.PACKAGES,
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )
    yield from places.breaches()
    yield from double_names.breaches()
    yield from circles.breaches(graph)
    yield from borders.breaches(graph)


def main() -> int:
    """Print every breach; exit code 1 when there is one."""
    faults = list(found())
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
