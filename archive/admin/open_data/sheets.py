"""The pages of a record, to see what is blacked out and to draw boxes on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from archive.open_data.reading import Found, OpenPage
from archive.records.models import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Blot:
    """What a rule found, as a rectangle in points from the top left."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetToBlack:
    """One page: `number` counts over all files, sides are in points."""

    number: int
    address: str
    width: float
    height: float
    blots: tuple[Blot, ...]


def sheets_of(
    record: Record, pages: Sequence[OpenPage], found: Iterable[Found]
) -> list[SheetToBlack]:
    """Return the pages with the places the rules found on them."""
    places: dict[int, list[Blot]] = {}
    for one in found:
        x0, y0, x1, y1 = one.place.box
        blot = Blot(key=one.key, x=x0, y=y0, width=x1 - x0, height=y1 - y0)
        places.setdefault(one.page, []).append(blot)
    return [
        SheetToBlack(
            number=page.number,
            address=reverse(
                "record_page_picture", args=[record.pk, page.content.order, page.page]
            ),
            width=page.width,
            height=page.height,
            blots=tuple(places.get(page.number, ())),
        )
        for page in pages
    ]
