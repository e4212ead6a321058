"""What the address of a book's page asks for: the book, its part, its order."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest

from eoffice.errors import NotFound
from eoffice.shell.day_field import asked_day
from workflow.books.book import Period
from workflow.rendering.book import Paper

NAMES = {"keluar": "outgoing", "masuk": "incoming", "disposisi": "dispositions"}


def asked_name(book: str) -> str:
    """Return the name of the book, or NotFound."""
    if book not in NAMES:
        raise NotFound
    return NAMES[book]


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """Return the id in a parameter; nothing for what is none."""
    try:
        return UUID(request.GET.get(name, "") or request.POST.get(name, ""))
    except ValueError:
        return None


def asked_period(request: HttpRequest) -> Period:
    """Return the part that the parameters name, as far as they are understood."""
    return Period(
        unit=asked_id(request, "unit"),
        from_on=asked_day(request, "dari").day,
        to_on=asked_day(request, "sampai").day,
        register=asked_id(request, "buku"),
    )


def asked_paper(request: HttpRequest) -> Paper:
    """Return the paper; F4 unless A4 is asked for."""
    return "A4" if request.GET.get("kertas") == "A4" else "F4"


def query_of(period: Period, **more: str) -> str:
    """Return the parameters that ask for the part again."""
    chosen = {
        "unit": period.unit,
        "buku": period.register,
        "dari": period.from_on,
        "sampai": period.to_on,
        **more,
    }
    return urlencode({name: value for name, value in chosen.items() if value})
