"""What an export was asked for: from ticks, a record file, a list, or filters."""

from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.admin.records.filters import NAMES as FILTERS
from archive.admin.records.filters import filters_of
from archive.disposal.access import visible_list
from archive.exchange.models import ExportKind
from archive.exchange.selecting import Selection
from archive.records.models import Record
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.shell.forms import OfficeFormMixin

TICKED, FILE, LIST = "arsip", "isi_berkas", "usul"
NAMES = (TICKED, FILE, LIST, *FILTERS)


class ExportForm(OfficeFormMixin, forms.Form):
    """What is written, and why classed records leave."""

    kind = forms.ChoiceField(label=_("What is written"), choices=ExportKind.choices)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Asked when classed records are among them; kept with the export."),
    )


def asked_selection(actor: Actor, named: QueryDict) -> Selection:
    """Return what the address or the form names.

    Raises:
        NotFound: what is named is no id, or not theirs to see.
    """
    if ticked := named.getlist(TICKED):
        return Selection(records=_ids(ticked))
    if files := named.getlist(FILE):
        return Selection(record_file=_ids(files)[0])
    if lists := named.getlist(LIST):
        found = visible_list(actor, lists[0])
        rows = Record.objects.filter(pk__in=found.items.values("record_id"))
        return Selection(records=list(rows.values_list("pk", flat=True)))
    return Selection(filters=filters_of(named))


def _ids(given: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in given]
    except ValueError as error:
        raise NotFound from error
