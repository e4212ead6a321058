"""Incoming letters as search finds them: by the text read from their pages."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from search.document import PAGE_END, SearchRecord
from search.faces import Face
from search.kinds.kind import (
    Kind,
    Letters,
    ListedBy,
    Named,
    OfLetter,
    facts_of,
    of_unit,
    tokens_of_row,
)
from search.kinds.letter import letter_text, signed_by
from workflow.delivery.models import Delivery, delivery_of
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

#: What is read of the letter that a copy from inside is of.
DELIVERED_PARTS = ("delivery__letter__current_version",)


def _entered() -> QuerySet[IncomingLetter]:
    # Before its entry nobody but the clerk knows it, and they have their list.
    entered = IncomingLetter.objects.exclude(status=IncomingStatus.RECEIVED)
    return entered.filter(erased_at=None)


def _rows() -> QuerySet[IncomingLetter]:
    rows = _entered().select_related("unit", *DELIVERED_PARTS)
    return rows.prefetch_related(page_texts())


def page_texts(before: str = "") -> Prefetch:
    """Page texts of the files, without the places of their words.

    Those of a book are a hundred megabytes and nothing of them is indexed. `before`
    is the way to the letter, as "incoming__".
    """
    texts = PageText.objects.only("file", "page", "text")
    return Prefetch(f"{before}files__page_texts", queryset=texts)


def _document(row: IncomingLetter, version: int) -> SearchRecord:
    received_on = timezone.localtime(row.received_at).date()
    delivery = delivery_of(row)
    return SearchRecord(
        version=version,
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
        urgency=row.urgency,
        classification_code=row.classification_code,
        pages=sum(file.pages or 0 for file in row.files.all()),
        **(signed_by(delivery.letter) if delivery else {}),  # type: ignore[arg-type]
        **facts_of(_face(row)),
        **of_unit(row.unit),  # type: ignore[arg-type]
    )


def _face(row: IncomingLetter) -> Face:
    return Face(
        id=str(row.pk),
        kind=INCOMING.name,
        direction="in",
        status=row.status,
        unit=str(row.unit_id),
        security=SecurityClass(row.security_class).level,
        **tokens_of_row(row.access_tokens),
        is_on_desk=True,
    )


def _light(rows: QuerySet[IncomingLetter]) -> QuerySet[IncomingLetter]:
    names = ("status", "unit_id", "security_class", "access_tokens")
    sent = ("delivery__letter_id", "delivery__incoming_id")
    return rows.select_related("delivery").only(*names, *sent)


def key_of_incoming(row: IncomingLetter) -> UUID:
    """Return the key of the letter that it is a face of (`search.faces`)."""
    delivery = delivery_of(row)
    return delivery.letter_id if delivery else row.pk


def _of(letters: Letters) -> Q:
    return Q(pk__in=letters.keys | letters.copies)


def _keys(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    given = set(ids)
    rows = Delivery.objects.filter(incoming__in=given)
    sent = dict(rows.values_list("incoming_id", "letter_id"))
    return {pk: sent.get(pk, pk) for pk in given}


def incoming_text(row: IncomingLetter) -> str:
    """Return what was read from the pages, parted by form feeds.

    Those of a copy from inside are not read again: its words are the letter's.
    """
    delivery = delivery_of(row)
    if delivery is not None:
        return letter_text(delivery.letter)
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
    of_letter=OfLetter(
        rows=_entered,
        light=_light,
        key=key_of_incoming,
        face=_face,
        of=_of,
        keys=_keys,
    ),
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
