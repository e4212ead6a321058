"""Rows that still name what was destroyed, asked by id in every table of letters."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from archive.erasing.fates import OF_INCOMING, OF_LETTER
from archive.records.models import Record, RecordContent
from workflow.models import IncomingLetter, Letter

Rules = Iterable[tuple[str, str]]


def rows_left(
    records: Collection[UUID], letters: Collection[UUID], incoming: Collection[UUID]
) -> Counter[UUID]:
    """Count what is left, by the id of the record, letter or incoming letter."""
    found: Counter[UUID] = Counter()
    found.update(
        Record.objects.filter(pk__in=records).order_by().values_list("pk", flat=True)
    )
    contents = RecordContent.objects.filter(record__in=records).order_by()
    found.update(contents.values_list("record", flat=True))
    _count(found, OF_LETTER, letters)
    _count(found, OF_INCOMING, incoming)
    said = ~Q(subject="") | ~Q(access_tokens=[])
    told = Letter.objects.filter(said | ~Q(body=[]), pk__in=letters)
    found.update(told.order_by().values_list("pk", flat=True))
    kept = IncomingLetter.objects.filter(said | ~Q(sender=""), pk__in=incoming)
    found.update(kept.order_by().values_list("pk", flat=True))
    slips = apps.get_model("workflow.Disposition").objects
    rows = slips.filter(incoming__in=incoming).order_by()
    found.update(rows.values_list("incoming", flat=True))
    return found


def _count(found: Counter[UUID], rules: Rules, ids: Collection[UUID]) -> None:
    for label, path in rules:
        rows = apps.get_model(label)._default_manager.filter(**{f"{path}__in": ids})
        found.update(rows.order_by().values_list(path, flat=True))
