"""The filters, orders and columns of the list of records, as its address names them."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.admin.entrance import day_of, uuid_of, words_of, year_of
from archive.admin.list_columns import KEY, ListColumn, ListColumns
from archive.desk.windows import Order
from archive.records.lists import RecordFilters
from archive.records.models import Medium, RecordKind
from workflow.models import SecurityClass

NAMES = (
    "urut",
    "banyak",
    "berkas",
    "lengkap",
    "jenis",
    "media",
    "unit",
    "bawahan",
    "sejak",
    "hingga",
    "kode",
    "sifat",
    "tahun",
    "q",
    KEY,
)
#: What no field of the filters asks, and a change of them carries along.
KEPT = ("urut", "banyak", "bawahan", "sejak", "hingga")
COMPLETE = {"belum": False, "ya": True}
FILED = {"belum": False, "sudah": True}
# Ids are made in the order of time, so the key itself is the newest first.
NEWEST = Order()
ORDERS = {
    "tanggal": Order(column="record_date", is_down=False),
    "nomor": Order(column="number", is_down=False),
    "kode": Order(column="classification__code", is_down=False, lack="classification"),
}
COLUMNS = ListColumns(
    offered=(
        ListColumn(name="tanggal", label=_("Date"), order="-tanggal", css="eo-w7"),
        ListColumn(name="nomor", label=_("Number"), order="nomor"),
        ListColumn(name="kode", label=_("Code"), order="kode", css="eo-w7"),
        ListColumn(name="unit", label=_("Unit")),
        ListColumn(name="pihak", label=_("Sender or receiver")),
        ListColumn(name="media", label=_("Medium")),
        ListColumn(name="sifat", label=_("Class")),
        ListColumn(name="perkembangan", label=_("Development level")),
        ListColumn(name="jumlah", label=_("Quantity")),
        ListColumn(name="berkas", label=_("Record file"), css="eo-w18"),
        ListColumn(name="sampai", label=_("Retention until")),
    ),
    usual=frozenset({"tanggal", "kode", "berkas"}),
)


def filters_of(given: QueryDict) -> RecordFilters:
    """Read the filters from what the address, or a form, names."""
    return RecordFilters(
        filed=FILED.get(given.get("berkas", "")),
        complete=COMPLETE.get(given.get("lengkap", "")),
        kind=_one_of(RecordKind.values, given, "jenis"),
        medium=_one_of(Medium.values, given, "media"),
        unit=uuid_of(given, "unit"),
        unit_alone=given.get("bawahan", "") == "tanpa",
        captured_from=day_of(given, "sejak"),
        captured_to=day_of(given, "hingga"),
        code=words_of(given, "kode", 40),
        security_class=_one_of(SecurityClass.values, given, "sifat"),
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def _one_of(values: list[str], given: QueryDict, name: str) -> str:
    named = given.get(name, "")
    return named if named in values else ""


def order_of(given: QueryDict) -> Order:
    """Return the order a head asked for, else newest first.

    Of one year by date: its records may lie far behind the newest.
    """
    asked = given.get("urut", "")
    found = ORDERS.get(asked.removeprefix("-"))
    if found is None:
        by_date = Order(column="record_date")
        return by_date if year_of(given, "tahun") else NEWEST
    return Order(column=found.column, is_down=asked.startswith("-"), lack=found.lack)
