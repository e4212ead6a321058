"""The number in front of a point of a Word list, counted as Word counts it."""

import re

from workflow.word_files.reading.numbering import MOST_LEVEL, ListLevel

BULLET = "•"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
MOST_ROMAN = 3999
LETTERS = 26


class ListLabels:
    """Counts the points of all lists of one file, from top to bottom."""

    def __init__(self) -> None:
        """Begin before the first point."""
        self._counts: dict[str, list[int | None]] = {}
        self._forms: dict[tuple[str, int], str] = {}
        self._met: set[tuple[str, int]] = set()

    def next(self, place: ListLevel) -> str:
        """Return the label of the next point of this level; a bullet is a dot."""
        counts = self._counts.setdefault(place.kind_id, [None] * (MOST_LEVEL + 1))
        before = counts[place.level]
        is_first = (place.number_id, place.level) not in self._met
        self._met.add((place.number_id, place.level))
        if before is None or (place.restarts and is_first):
            counts[place.level] = place.start
        else:
            counts[place.level] = before + 1
        counts[place.level + 1 :] = [None] * (MOST_LEVEL - place.level)
        self._forms[place.kind_id, place.level] = place.form
        if place.form == "bullet":
            return BULLET
        pattern = place.pattern or f"%{place.level + 1}."
        return _PLACE.sub(lambda found: self._part(place, int(found[1]) - 1), pattern)

    def _part(self, place: ListLevel, level: int) -> str:
        count = self._counts[place.kind_id][min(level, MOST_LEVEL)]
        form = self._forms.get((place.kind_id, level), "decimal")
        return counted(1 if count is None else count, form)


def counted(number: int, form: str) -> str:
    """Return a number as Word writes it in this form; unknown forms are decimal."""
    if number < 1:
        return str(number)
    if form in {"lowerLetter", "upperLetter"}:
        # Word doubles the letter after z: aa, bb, cc.
        text = chr(ord("a") + (number - 1) % LETTERS) * min(
            (number - 1) // LETTERS + 1, LETTERS
        )
    elif form in {"lowerRoman", "upperRoman"} and number <= MOST_ROMAN:
        text = _roman(number)
    elif form == "decimalZero":
        return f"{number:02d}"
    else:
        return str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
