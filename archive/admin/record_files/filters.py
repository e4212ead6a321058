"""The filters, orders and columns of the list of files, as its address names them."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.admin.entrance import uuid_of, words_of, year_of
from archive.admin.list_columns import KEY, ListColumn, ListColumns
from archive.desk.windows import Order
from archive.record_files.lists import FileFilters
from archive.retention.models import FinalDisposition

NAMES = ("urut", "unit", "keadaan", "nasib", "kode", "tahun", "q", KEY)
STATES = {
    "open": _("Open"),
    "active": _("Active"),
    "waiting_for_event": _("Waits for its event"),
    "inactive": _("Inactive"),
    "ended": _("Retention ended"),
}
NEWEST = Order(column="opened_on")
ORDERS = {
    "dibuka": Order(column="opened_on", is_down=False),
    "nomor": Order(column="number", is_down=False),
    "kode": Order(column="classification__code", is_down=False),
    "sampai": Order(column="inactive_until", is_down=False, lack="inactive_until"),
}
COLUMNS = ListColumns(
    offered=(
        ListColumn(name="kode", label=_("Code"), order="kode"),
        ListColumn(name="nomor", label=_("File number"), order="nomor"),
        ListColumn(name="unit", label=_("Unit")),
        ListColumn(name="isi", label=_("Records inside"), css="eo-right"),
        ListColumn(name="kurun", label=_("Period"), order="-dibuka"),
        ListColumn(name="retensi", label=_("Retention")),
        ListColumn(name="sampai", label=_("Retention until"), order="sampai"),
        ListColumn(name="nasib", label=_("Fate")),
        ListColumn(name="keadaan", label=_("State")),
    ),
    usual=frozenset({"kode", "isi", "kurun", "retensi", "keadaan"}),
)


def filters_of_files(given: QueryDict) -> FileFilters:
    """Read the filters from the address."""
    state, fate = given.get("keadaan", ""), given.get("nasib", "")
    return FileFilters(
        unit=uuid_of(given, "unit"),
        code=words_of(given, "kode", 40),
        # An address can be typed: an unknown word filters nothing instead of failing.
        state=state if state in STATES else "",
        fate=fate if fate in FinalDisposition.values else "",
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def order_of_files(given: QueryDict) -> Order:
    """Return the order a head asked for, else the newest first."""
    asked = given.get("urut", "")
    found = ORDERS.get(asked.removeprefix("-"))
    if found is None:
        return NEWEST
    return Order(column=found.column, is_down=asked.startswith("-"), lack=found.lack)
