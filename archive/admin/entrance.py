"""Reading filters from the address of a page of the archive."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

# Days and years nobody means would only trouble the database.
YEARS = range(1900, 2200)


def uuid_of(values: QueryDict, name: str) -> UUID | None:
    """Return the id of this name in the address; nothing when it is none."""
    try:
        return UUID(values.get(name, ""))
    except ValueError:
        return None


def year_of(values: QueryDict, name: str) -> int | None:
    """Return the year of this name in the address."""
    text = values.get(name, "")
    is_year = text.isascii() and text.isdigit() and len(text) == 4  # noqa: PLR2004  YYYY
    return int(text) if is_year else None


def day_of(values: QueryDict, name: str) -> date | None:
    """Return the day (YYYY-MM-DD) of this name in the address."""
    text = values.get(name, "")
    try:
        day = date.fromisoformat(text) if text.isascii() else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


def words_of(values: QueryDict, name: str, limit: int = 200) -> str:
    """Return the text of this name, without what the database cannot hold."""
    return values.get(name, "").replace("\x00", "")[:limit].strip()


def address_query(values: QueryDict, names: tuple[str, ...]) -> str:
    """Return the named parameters again, encoded, without the empty ones."""
    kept = [(n, v) for n in names for v in values.getlist(n) if v]
    return urlencode(kept)
