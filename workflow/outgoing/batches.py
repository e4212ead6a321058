"""Letters made from a table as one row of the desk, however many they are."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Case, Count, F, Model, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.shell.queue import QueueItem
from workflow.approval.models import ApprovalStep
from workflow.approval.together import GOES_TOGETHER
from workflow.letters.models import Letter, StepKind
from workflow.merging.models import MergeBatch
from workflow.merging.turns import batch_title
from workflow.security_class import is_confidential

#: Of letters: those that their batch still speaks for.
MADE_IN_BATCH = Q(merge_row__isnull=False, merge_row__taken_out_at__isnull=True)
Row = TypeVar("Row", bound=Model)


def one_of_each_batch(steps: QuerySet[ApprovalStep]) -> QuerySet[ApprovalStep]:
    """Keep of every batch, seat and kind of step the first; `in_batch` counts them.

    `of_batch` is empty for what is decided by itself. Without a query of its own.
    """
    return _folded(
        steps, GOES_TOGETHER, "letter__merge_row__batch", ["position", "kind"]
    )


def one_draft_of_each(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Keep of the letters of every batch and state one, as `one_of_each_batch`."""
    return _folded(letters, MADE_IN_BATCH, "merge_row__batch", ["status"])


def letters_folded(row: ApprovalStep | Letter) -> int:
    """Return how many letters of a batch the kept row stands for; 0: it is alone."""
    return getattr(row, "in_batch", 0) if getattr(row, "of_batch", None) else 0


def _folded(
    rows: QuerySet[Row], together: Q, batch: str, also: Sequence[str]
) -> QuerySet[Row]:
    known: QuerySet[Any] = rows.annotate(of_batch=Case(When(together, then=F(batch))))
    alike: list[Any] = [Coalesce(F("of_batch"), F("pk")), *map(F, also)]
    kept: QuerySet[Row] = known.annotate(
        in_batch=Window(Count("pk"), partition_by=alike),
        nth_of_batch=Window(RowNumber(), partition_by=alike, order_by=F("pk").asc()),
    ).filter(nth_of_batch=1)
    return kept


def unshown_of_batch(prefix: str) -> tuple[str, ...]:
    """Return what of a row and its batch is long, encrypted and not shown."""
    names = ("filling", "batch__content", "batch__faults", "batch__columns")
    return tuple(f"{prefix}merge_row__{name}" for name in names)


def _title(letter: Letter, count: int) -> str:
    subject = letter.merge_row.batch.subject
    title = batch_title(subject, is_veiled=is_confidential(letter))
    return _("%(count)d letters: %(subject)s") % {"count": count, "subject": title}


def batch_at_desk_item(step: ApprovalStep, count: int) -> QueueItem:
    """Return the row of a batch to initial or to sign; `step` is one of it."""
    batch: MergeBatch = step.letter.merge_row.batch
    signs = step.kind == StepKind.SIGNATURE
    return QueueItem(
        kind="letter_batch",
        act="sign_batch" if signs else "initial_batch",
        act_label=_("Look and sign") if signs else _("Look and initial"),
        title=_title(step.letter, count),
        url=reverse("merge_batch_desk", args=[batch.pk]),
        icon="files",
        since=step.opened_at,
        from_text=_("from %(name)s") % {"name": step.letter.drafter.name},
        meta=[_("Mail merge")],
    )


def drafted_batch_item(letter: Letter, count: int) -> QueueItem:
    """Return the row of a batch to submit or to mend; `letter` is one of it."""
    batch: MergeBatch = letter.merge_row.batch
    return QueueItem(
        kind="letter_batch",
        act="submit_batch",
        act_label=_("Open"),
        title=_title(letter, count),
        # What came back is filled anew there, or submitted once it is mended.
        url=reverse("merge_batch", args=[batch.pk]),
        icon="files",
        since=letter.updated_at,
        meta=[_("Mail merge"), letter.get_status_display()],
    )
