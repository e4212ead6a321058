"""Codes of the former classification, of three digits, and where their matter is now.

Offices know 005 and 800 by heart, and letters of before bear them. The table
(`archive/seed/former-codes.csv`) maps a code where its name is one of the present
tree (Permendagri 83/2022); `Undangan` is none, so 005 leads to its group, whose name
has not changed. A code that the table leaves out (001 to 003, 006, 010 to 018, 020 to
026, 028 to 037, 080 and what lies under other groups) is mapped to nothing: its name
meets none, and a guess would file letters where nobody looks. The names of the former
tree are as offices use them; its text was not read [U].
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q

FORMER_CODES = Path(__file__).parents[1] / "seed" / "former-codes.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCode:
    """A former code: its name then, and the present codes that hold its matter."""

    code: str
    name: str
    codes: tuple[str, ...]

    @property
    def is_only_in_group(self) -> bool:
        """No code of now is called so: only its group, the first digit, is known."""
        return self.code not in self.codes and self.codes == (f"{self.code[0]}00",)


@cache
def former_codes() -> dict[str, FormerCode]:
    """Return the table by former code."""
    with FORMER_CODES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["former"]: FormerCode(
            code=row["former"], name=row["name"], codes=tuple(row["codes"].split())
        )
        for row in rows
    }


def codes_now(words: str) -> tuple[str, ...]:
    """Return the present codes of a former one; nothing for other words."""
    found = former_codes().get(words.strip())
    return found.codes if found else ()


def branches_now(words: str) -> Q:
    """Return what lies under the present codes of a former one; else no row."""
    branches = Q(pk__in=[])
    for code in codes_now(words):
        branches |= Q(code=code) | Q(code__startswith=f"{code}.")
    return branches
