"""How good proposals are: each field against what a person reads on the paper.

Number, date and type must be equal; sender, subject and addressee must share four
fifths of their words. A field that is not on the paper must not be proposed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflow.reading.proposal import EntryProposal, FieldProposal

FIELDS = ("number", "date", "sender", "subject", "type", "addressee")
EXACT = ("number", "date", "type")
ENOUGH_SHARED = 0.8
#: Of the values shown as sure, so many must be right: a clerk in a hurry trusts them.
SURE_IS_RIGHT = 0.98
#: Agreed minimum share of right values, digital letters and scans.
MINIMUM: dict[str, dict[str, float]] = {
    "digital": {"number": 0.90, "date": 0.90, "sender": 0.85, "subject": 0.90},
    "scan": {"number": 0.75, "date": 0.80, "sender": 0.75, "subject": 0.75},
}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def shared_words(one: str, other: str) -> float:
    """Share of words two texts have in common, 0..1 (Dice's coefficient)."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    left = list(second)
    common = 0
    for word in first:
        if word in left:
            left.remove(word)
            common += 1
    return 2 * common / (len(first) + len(second))


def is_right(name: str, proposed: FieldProposal | None, expected: str) -> bool:
    """Whether field `name` was proposed as expected; "" = not on the paper."""
    value = proposed.value if proposed else None
    if not expected or value is None:
        return not expected and value is None
    if name in EXACT:
        return value.casefold().split() == expected.casefold().split()
    return shared_words(value, expected) >= ENOUGH_SHARED


@dataclass(slots=True)
class Score:
    """Right values per field of one kind of letter, and unmarked mistakes."""

    total: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    #: Wrong and not marked doubtful: what a clerk in a hurry would let through.
    unmarked: dict[str, int] = field(default_factory=dict)
    #: Shown as sure, right or wrong.
    sure: dict[str, int] = field(default_factory=dict)

    def add(self, proposal: EntryProposal, expected: Mapping[str, str | None]) -> None:
        """Count one letter; a field missing from `expected` is not judged."""
        for name in FIELDS:
            wanted = expected.get(name)
            if wanted is None:
                continue
            proposed: FieldProposal | None = getattr(proposal, name)
            right = is_right(name, proposed, wanted)
            sure = proposed is not None and not proposed.doubtful
            for counts, one in (
                (self.total, True),
                (self.right, right),
                (self.unmarked, sure and not right),
                (self.sure, sure),
            ):
                counts[name] = counts.get(name, 0) + one

    def rate(self, name: str) -> float | None:
        """Share of right values, 0..1; None if none was judged."""
        total = self.total.get(name, 0)
        return self.right[name] / total if total else None

    def rate_of_sure(self, name: str) -> float | None:
        """Share of right values among those shown as sure, 0..1; None without any."""
        sure = self.sure.get(name, 0)
        return 1 - self.unmarked[name] / sure if sure else None

    def below(self, kind: str) -> list[str]:
        """Fields under the agreed minimum of `kind` (digital, scan)."""
        rates: Iterable[tuple[str, float | None]] = (
            (name, self.rate(name)) for name in MINIMUM[kind]
        )
        return [
            name
            for name, rate in rates
            if rate is not None and rate < MINIMUM[kind][name]
        ]
