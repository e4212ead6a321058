"""How many records a page of the list shows: as the person asks, within bounds."""

from django.http import QueryDict

PAGE_SIZES = (50, 100, 200)
MOST_ROWS = max(PAGE_SIZES)


def size_of(values: QueryDict) -> int:
    """Return the number of rows asked for in the address, else the smallest."""
    asked = values.get("banyak", "")
    return next((one for one in PAGE_SIZES if str(one) == asked), PAGE_SIZES[0])
