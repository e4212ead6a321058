"""Which column of the table fills what: gaps by name, and who it goes to.

Columns of the addressee are `kepada jabatan`, `kepada nip`, `kepada nama`, `kepada
alamat`, `kepada surel`; without `kepada` they mean the same while the draft names no
addressee of its own. A column may fill a gap and name the addressee at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.merging.gaps import folded

PREFIX = "kepada "
TITLE, NIP, NAME, ADDRESS, EMAIL = "jabatan", "nip", "nama", "alamat", "surel"
PARTS = (TITLE, NIP, NAME, ADDRESS, EMAIL)
# As spreadsheets of the office have them.
_OTHER_NAMES = {"email": EMAIL, "e-mail": EMAIL, "surat elektronik": EMAIL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places in a row: of gaps by compared form, of parts of the addressee by name."""

    gaps: Mapping[str, int]
    missing: Sequence[str]  # gaps without a column, as written
    twice: Sequence[str]  # heads that stand over two columns
    addressee: Mapping[str, int]
    unused: Sequence[str]


def columns_of(
    heads: Sequence[str], gaps: Mapping[str, str], *, has_addressee: bool
) -> Columns:
    """Match the heads with the draft's gaps (`gaps_of`) and the addressee's parts."""
    places: dict[str, int] = {}
    twice = []
    for place, head in enumerate(heads):
        name = folded(head)
        if name and name in places:
            twice.append(head)
        elif name:
            places[name] = place
    addressee = _addressee(places, has_addressee=has_addressee)
    used = {*addressee.values(), *(places[gap] for gap in gaps if gap in places)}
    return Columns(
        gaps={gap: places[gap] for gap in gaps if gap in places},
        missing=[written for gap, written in gaps.items() if gap not in places],
        twice=twice,
        addressee=addressee,
        unused=[heads[place] for place in places.values() if place not in used],
    )


def _addressee(places: Mapping[str, int], *, has_addressee: bool) -> dict[str, int]:
    named = {
        _part(name.removeprefix(PREFIX)): place
        for name, place in places.items()
        if name.startswith(PREFIX)
    }
    if not named and not has_addressee:
        named = {_part(name): place for name, place in places.items()}
    found = {part: named[part] for part in PARTS if part in named}
    # An address alone names nobody.
    return found if {TITLE, NIP, NAME} & set(found) else {}


def _part(name: str) -> str:
    return _OTHER_NAMES.get(name, name)
