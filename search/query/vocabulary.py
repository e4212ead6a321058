"""The words by which people name units, types and states in a query."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.analysis.text import fold

_URGENCIES = {
    "biasa": "biasa",
    "penting": "penting",
    "segera": "segera",
    "sangat segera": "sangat_segera",
    "sangat_segera": "sangat_segera",
    "amat segera": "sangat_segera",
    "kilat": "sangat_segera",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Folded name, code or abbreviation -> values of the filter field.

    ``units`` point at unit ids, ``types`` at type codes, ``statuses`` at status
    values; a name may stand for several values.
    """

    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def unit_codes(self) -> frozenset[str]:
        """Names of one word, by which a letter number may be asked for."""
        # a name with a space in it can be no segment of a number
        return frozenset(name for name in self.units if " " not in name)

    def values(self, field: str, name: str) -> tuple[str, ...]:
        """Values that ``name`` stands for in ``unit``, ``type``, ... or none."""
        folded = " ".join(fold(name).split())
        if field == "unit":
            return self.units.get(folded, ())
        if field == "type":
            return self.types.get(folded, ())
        if field == "status":
            return self.statuses.get(folded, ())
        urgency = _URGENCIES.get(folded)
        return (urgency,) if urgency else ()
