"""What the first rows of the list of records hold, to narrow it by."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.admin.entrance import uuid_of
from archive.admin.list_facets import facet
from archive.desk.windows import Window
from archive.records.models import Medium, Record, RecordKind
from eoffice.organisation.models import Unit
from eoffice.shell.components import Facet
from workflow.models import SecurityClass

#: Columns whose values are counted; `is_incomplete` is annotated by the list.
COUNTED = (
    "record_file",
    "is_incomplete",
    "kind",
    "medium",
    "security_class",
    "unit",
)


def record_facets(window: Window[Record], given: QueryDict) -> list[Facet]:
    """Return the facets with their counts, and what is chosen of each."""
    counts = window.counts
    loose = counts["record_file"][None]
    filed = {"belum": loose, "sudah": window.total - loose}
    lacking = counts["is_incomplete"][True]
    complete = {"belum": lacking, "ya": window.total - lacking}
    states = [("belum", _("Not filed")), ("sudah", _("Filed"))]
    facts = [("belum", _("Incomplete")), ("ya", _("Complete"))]
    by_value: tuple[tuple[str, str, Iterable[Any], Counter[Any]], ...] = (
        ("jenis", _("Kind"), RecordKind.choices, counts["kind"]),
        ("media", _("Medium"), Medium.choices, counts["medium"]),
        ("sifat", _("Class"), SecurityClass.choices, counts["security_class"]),
    )
    return [
        facet("berkas", _("Filing"), states, filed, given.get("berkas", "")),
        facet("lengkap", _("Metadata"), facts, complete, given.get("lengkap", "")),
        *(
            facet(name, label, choices, found, given.get(name, ""))
            for name, label, choices, found in by_value
        ),
    ]


def unit_facet(counts: Counter[UUID], given: QueryDict) -> Facet:
    """Return the units among the rows, by name; one query."""
    chosen = uuid_of(given, "unit")
    wanted = {*counts, *([chosen] if chosen else [])}
    units = Unit.objects.filter(pk__in=wanted).order_by("name", "pk")
    named = [(pk, name) for pk, name in units.values_list("pk", "name")]
    return facet("unit", _("Unit"), named, counts, str(chosen or ""))
