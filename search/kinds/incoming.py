"""Incoming letters as search finds them: by the text read from their pages."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from search.document import PAGE_END, SearchRecord
from search.kinds.kind import Kind, ListedBy, Named, of_unit
from workflow.dispositions.events import DispositionEvent
from workflow.incoming.access import incoming_readable_by
from workflow.incoming.events import IncomingEvent
from workflow.models import (
    Disposition,
    IncomingLetter,
    IncomingStatus,
    PageText,
    SecurityClass,
)
from workflow.registrations.following_branch import BranchEvent


def _rows() -> QuerySet[IncomingLetter]:
    # Before its entry nobody but the clerk knows it, and they have their list.
    entered = IncomingLetter.objects.exclude(status=IncomingStatus.RECEIVED)
    entered = entered.filter(erased_at=None)
    return entered.select_related("unit").prefetch_related(page_texts())


def page_texts(before: str = "") -> Prefetch:
    """Page texts of the files, without the places of their words.

    Those of a book are a hundred megabytes and nothing of them is indexed. `before`
    is the way to the letter, as "incoming__".
    """
    texts = PageText.objects.only("file", "page", "text")
    return Prefetch(f"{before}files__page_texts", queryset=texts)


def _document(row: IncomingLetter, version: int) -> SearchRecord:
    received_on = timezone.localtime(row.received_at).date()
    return SearchRecord(
        id=str(row.pk),
        version=version,
        kind=INCOMING.name,
        security=SecurityClass(row.security_class).level,
        access=tuple(row.access_tokens),
        subject=row.subject,
        body=incoming_text(row),
        number=row.number or row.agenda_number,
        sequence_number=row.agenda_sequence,
        year=(row.letter_date or received_on).year,
        sender=row.sender,
        recipients=(row.unit.name,),
        letter_date=row.letter_date,
        received_on=received_on,
        type=row.letter_type,
        direction="in",
        urgency=row.urgency,
        status=row.status,
        classification_code=row.classification_code,
        pages=sum(file.pages or 0 for file in row.files.all()),
        **of_unit(row.unit),  # type: ignore[arg-type]
    )


def incoming_text(row: IncomingLetter) -> str:
    """Return what was read from the pages, parted by form feeds."""
    pages = [page.text for file in row.files.all() for page in file.page_texts.all()]
    return PAGE_END.join(pages)


def _visible_to(actor: Actor | None) -> QuerySet[IncomingLetter]:
    return incoming_readable_by(actor).exclude(status=IncomingStatus.RECEIVED)


def _touched(named: Named) -> set[UUID]:
    """Those that are named, and those that a named disposition is about."""
    slips = named["disposition"]
    if not slips:
        return named["incoming"]
    rows = Disposition.objects.filter(pk__in=slips, incoming__isnull=False)
    return named["incoming"] | set(rows.values_list("incoming_id", flat=True))


INCOMING: Kind[IncomingLetter] = Kind(
    name="incoming",
    label=_("Incoming letter"),
    icon="inbox",
    page="incoming_read",
    model=IncomingLetter,
    rows=_rows,
    document=_document,
    visible_to=_visible_to,
    listed_by=ListedBy(sender="sender", day="letter_date"),
    states={one.value: one.label for one in IncomingStatus},
    events=(
        IncomingEvent.REGISTERED,
        IncomingEvent.READ,
        IncomingEvent.AMENDED,
        IncomingEvent.GATE_PASSED,
        IncomingEvent.COMPLETED,
        IncomingEvent.REOPENED,
        DispositionEvent.GIVEN,
        DispositionEvent.COMPLETED,
        DispositionEvent.RECALLED,
        DispositionEvent.REOPENED,
        BranchEvent.FOLLOWED,
    ),
    named_by=("incoming", "disposition"),
    touched=_touched,
)
