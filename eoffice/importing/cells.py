"""Reading one cell: text in, typed value out, or a sentence about what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from eoffice.accounts.names import has_normal_form, is_name, normal_name

UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
ROUNDED = "000"  # serial numbers of a NIP begin with 001 (BKN 22/2007)
YES = {"ya", "y", "true", "1"}
NO = {"tidak", "t", "false", "0"}
YEARS = range(1900, 2200)
NIP, NIK = re.compile(r"\d{18}"), re.compile(r"\d{16}")


class BadCell(Exception):
    """The cell cannot be taken; `code` for programs, the text for people."""

    def __init__(self, code: str, text: str) -> None:
        """Keep both."""
        super().__init__(text)
        self.code = code


def text(length: int) -> Callable[[str], str]:
    """Return a reader of text up to `length` characters."""

    def read(cell: str) -> str:
        if UNSTORABLE.search(cell):
            raise BadCell("malformed", _("This text holds signs that cannot be kept."))
        if len(cell) > length:
            message = _("At most %(max_length)s characters fit.")
            raise BadCell("too_long", message % {"max_length": length})
        return cell

    return read


def lines(length: int) -> Callable[[str], list[str]]:
    """Return a reader of lines separated by `|`."""
    read_line = text(length)

    def read(cell: str) -> list[str]:
        return [read_line(part.strip()) for part in cell.split("|") if part.strip()]

    return read


def choice(known: Mapping[str, Any]) -> Callable[[str], Any]:
    """Return a reader of one of the office's words."""

    def read(cell: str) -> Any:
        found = known.get(cell.strip().strip(".").lower())
        if found is None:
            message = _("One of these is wanted: %(expected)s.")
            raise BadCell("not_a_choice", message % {"expected": ", ".join(known)})
        return found.value

    return read


def choices(known: Mapping[str, Any]) -> Callable[[str], list[Any]]:
    """Return a reader of several words separated by commas."""
    read_one = choice(known)

    def read(cell: str) -> list[Any]:
        return sorted({read_one(part) for part in cell.split(",") if part.strip()})

    return read


def yes_or_no(cell: str) -> bool:
    """Read `ya` or `tidak`."""
    word = cell.strip().lower()
    if word not in YES | NO:
        raise BadCell("not_a_choice", _("ya or tidak is wanted here."))
    return word in YES


def day(cell: str) -> date:
    """Read a day: 2026-01-31 or 31-01-2026 or 31/01/2026."""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(cell.strip()[:10], form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if found.year in YEARS:
            return found
    raise BadCell("not_a_date", _("A date as YYYY-MM-DD is wanted here."))


def nip(cell: str) -> str:
    """Read a NIP; blanks between its parts are fine."""
    found = _digits(cell, NIP, _("A NIP has 18 digits."))
    if found.endswith(ROUNDED):
        message = _(
            "This NIP ends in 000: a spreadsheet rounded it. Type it anew, as text."
        )
        raise BadCell("rounded", message)
    return found


def account_name(cell: str) -> str:
    """Read an account name in its normal form."""
    name = normal_name(cell)
    if not is_name(name):
        raise BadCell("wrong_form", str(has_normal_form.message))
    return name


def nik(cell: str) -> str:
    """Read a NIK."""
    return _digits(cell, NIK, _("A NIK has 16 digits."))


def _digits(cell: str, form: re.Pattern[str], message: str) -> str:
    found = re.sub(r"[\s'.]", "", cell)
    if not form.fullmatch(found):
        raise BadCell("wrong_form", message)
    return found
