"""Proposing a review: the due files of the archives one keeps, as of today."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.listing import rule_words
from archive.holds.access import archives_of, own_archive
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.reviews.due import due_for_review
from archive.reviews.errors import NothingToReview
from archive.reviews.models import Review, ReviewItem
from archive.reviews.trail_acts import ReviewAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from workflow.security_class import SecurityClass

MOST_ITEMS = 2_000
READ = ("retention_rule", "classification")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewProposal:
    """What a review is made of: all that is due before the day."""

    name: str
    due_before: date


@transaction.atomic
def propose_review(*, actor: Actor, proposal: ReviewProposal) -> Review:
    """Make a list of the files whose retention is over and whose fate is open.

    Raises:
        NotFound: not an archivist.
        Invalid: no name, or a day to come.
        NothingToReview: no file is due by that day.
    """
    unit = own_archive(actor)
    if faults := _faults(proposal):
        raise Invalid(faults)
    due = due_for_review(archives_of(actor), before=proposal.due_before)
    rows = due.select_related(*READ).order_by("unit", "number")
    files = list(rows.defer("trigger_proof")[:MOST_ITEMS])
    if not files:
        raise NothingToReview(state="nothing_due")
    made = Review.objects.create(
        name=proposal.name.strip(),
        unit=unit,
        due_before=proposal.due_before,
        proposed_by=actor.official,
    )
    ReviewItem.objects.bulk_create(_items(made, files))
    day = made.due_before.isoformat()
    trail.record(
        ReviewAct.PROPOSED, made, actor=actor, due_before=day, files=len(files)
    )
    return made


def _faults(proposal: ReviewProposal) -> list[Fault]:
    faults = []
    if not proposal.name.strip():
        text = _("Give the list a name.")
        faults.append(Fault(field="name", code="required", message=text))
    if proposal.due_before > timezone.localdate():
        text = _("A day to come: what is due today is listed today.")
        faults.append(Fault(field="due_before", code="in_future", message=text))
    return faults


def _items(made: Review, files: Sequence[RecordFile]) -> Iterator[ReviewItem]:
    classes = _classes_in([one.pk for one in files])
    for order, one in enumerate(files, start=1):
        if one.inactive_until is None:
            raise ValueError(one.pk)  # `due_for_review` gives none of these
        inside = classes[one.pk]
        is_open = all(not SecurityClass(name).is_classed for name in inside)
        yield ReviewItem(
            review=made,
            order=order,
            record_file=one,
            description=one.title if is_open else one.classification.short_name,
            rule=rule_words(one.retention_rule),
            due_on=one.inactive_until,
            records=len(inside),
            seen_version=one.row_version,
        )


def _classes_in(ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return the class of each record, by the file that it lies in."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Record.objects.filter(record_file__in=ids).order_by()
    for file, security_class in rows.values_list("record_file", "security_class"):
        if file is not None:
            found[file].append(security_class)
    return found
