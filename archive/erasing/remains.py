"""Rows that still name what was destroyed, asked by id in every table of letters."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from archive.erasing.fates import OF_INCOMING, OF_LETTER, OF_RECORD
from archive.records.models import Record
from workflow.models import Disposition, IncomingLetter, Letter


def rows_left(things: Collection[UUID]) -> Counter[UUID]:
    """Count what is left, by the id of the record, letter or incoming letter."""
    found: Counter[UUID] = Counter()
    records = Record.objects.filter(pk__in=things).order_by()
    found.update(records.values_list("pk", flat=True))
    for rules in (OF_RECORD, OF_LETTER, OF_INCOMING):
        for label, path in rules:
            model = apps.get_model(label)
            rows = model._default_manager.filter(**{f"{path}__in": things})
            found.update(rows.order_by().values_list(path, flat=True))
    said = ~Q(subject="") | ~Q(access_tokens=[])
    told = Letter.objects.filter(said | ~Q(body=[]), pk__in=things)
    found.update(told.order_by().values_list("pk", flat=True))
    kept = IncomingLetter.objects.filter(said | ~Q(sender=""), pk__in=things)
    found.update(kept.order_by().values_list("pk", flat=True))
    slips = Disposition.objects.filter(incoming__in=things).order_by()
    found.update(slips.values_list("incoming", flat=True))
    return found
