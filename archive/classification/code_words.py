"""Words people type for a code, and how the names of codes say them.

From the use of offices, not from the decree (`archive/seed/code-words.tsv`); each
leads to the name of at least one code.
"""

import csv
from functools import cache
from pathlib import Path

CODE_WORDS = Path(__file__).parents[1] / "seed" / "code-words.tsv"


@cache
def code_words() -> dict[str, tuple[str, ...]]:
    """Return the words of names by the word that people type."""
    found: dict[str, tuple[str, ...]] = {}
    with CODE_WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["word"]] = (*found.get(row["word"], ()), row["meaning"])
    return found


def said_as(word: str) -> tuple[str, ...]:
    """Return the word, and what names of codes say instead of it."""
    return (word, *code_words().get(word.casefold(), ()))
