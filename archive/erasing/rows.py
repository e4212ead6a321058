"""Erasing rows: all that stands in the database of what a slice of items was.

Runs in one transaction, after the permits are written: without them the database
refuses to let go of versions, decisions and signatures (`destruction_by_list`).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from archive.erasing.fates import (
    OF_DISPOSITION,
    OF_INCOMING,
    OF_LEFT_LETTER,
    OF_LETTER,
    OF_RECORD,
)
from archive.erasing.things import Things
from archive.exchange.withdrawing import withdraw_exports
from archive.loans.models import Loan
from archive.records.models import Record
from workflow.models import (
    Disposition,
    IncomingLetter,
    Letter,
    MergeBatch,
    MergeRow,
)

Rules = tuple[tuple[str, str], ...]


def erase_rows(things: Things) -> None:
    """Delete what goes and blank what stays, in the transaction of the caller."""
    withdraw_exports(list(things.records))  # while their items still name the records
    _blank_loans(things)
    _delete(OF_RECORD, things.records)
    Record.objects.filter(pk__in=things.records).delete()
    _delete(OF_DISPOSITION, things.dispositions)
    _delete(OF_INCOMING, things.incoming)
    _delete_tree(things.dispositions)
    # Freed of its version first: letter and version point to each other.
    Letter.objects.filter(pk__in=things.letters).update(
        erased_at=timezone.now(), current_version=None
    )
    _delete(OF_LETTER, things.letters)
    _delete(OF_LEFT_LETTER, things.left_letters)
    _blank_letters(things.letters)
    # The sender's side is gone; what others keep of it they see at their own desk.
    Letter.objects.filter(pk__in=things.left_letters).update(
        erased_at=timezone.now(), access_tokens=[]
    )
    _blank_incoming(things.incoming)
    _blank_batches(things.letters)


def _blank_loans(things: Things) -> None:
    """Let the lines of the book of loans stand, without what they were needed for."""
    files = {one.record_file_id for one in things.records.values()}
    about = Q(record__in=things.records) | Q(record_file__in=files - {None})
    Loan.objects.filter(about).update(record=None, purpose="", note="")


def _delete(rules: Rules, ids: Collection[UUID]) -> None:
    if not ids:
        return
    for label, path in rules:
        model = apps.get_model(label)
        rows: Any = model._default_manager.filter(**{f"{path}__in": ids})
        # What points to it went before it in the table: no need to look again.
        rows.order_by()._raw_delete(rows.db)


def _delete_tree(dispositions: Collection[UUID]) -> None:
    """Delete dispositions, first those that nothing was handed on from."""
    left = set(dispositions)
    while left:
        rows = Disposition.objects.filter(pk__in=left)
        leaves = set(rows.filter(children__isnull=True).values_list("pk", flat=True))
        Disposition.objects.filter(pk__in=leaves).delete()
        left -= leaves


def _blank_letters(letters: Collection[UUID]) -> None:
    Letter.objects.filter(pk__in=letters).update(
        subject="",
        body=[],
        classification_code="",
        verification_code=None,
        access_tokens=[],
        outside="",
    )


def _blank_incoming(incoming: Collection[UUID]) -> None:
    IncomingLetter.objects.filter(pk__in=incoming).update(
        erased_at=timezone.now(),
        sender="",
        number="",
        subject="",
        letter_type="",
        classification_code="",
        letter_date=None,
        access_tokens=[],
    )


def _blank_batches(letters: Collection[UUID]) -> None:
    rows = MergeRow.objects.filter(letter__in=letters)
    batches = set(rows.values_list("batch", flat=True))
    rows.update(filling="", letter=None)
    going_on = MergeRow.objects.filter(batch__in=batches, letter__isnull=False)
    ended = batches - set(going_on.values_list("batch", flat=True))
    MergeBatch.objects.filter(pk__in=ended).update(
        content="", faults="", subject="", columns={}, source=None
    )
