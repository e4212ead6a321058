"""Lists of dispatches: what waits, oldest first; what is on its way; all."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from eoffice.listing import ListQuery, SortOrders
from eoffice.organisation.actor import Actor
from workflow.contacts.ways import ON_PAPER
from workflow.dispatches import access
from workflow.dispatches.models import (
    TO_DO,
    Dispatch,
    DispatchMail,
    DispatchState,
    MailState,
)
from workflow.letters.models import IN_FORCE

#: Oldest first: ids are UUIDv7, made when the letter was delivered.
OLDEST_FIRST = SortOrders(columns={"id": "id"}, default="id")
BOXES = ("waiting", "under_way", "done", "all")
SHOWN = (
    "letter__letter_type",
    "letter__signatory_position",
    "recipient",
    "contact",
    "proof",
    "sent_by",
)
UNSHOWN = (
    *("letter__body", "letter__access_tokens"),
    *("sent_by__nik", "contact__email", "recipient__email"),
)


class DispatchQuery(ListQuery):
    """Filters of the list; they bind the cursor."""

    box: str = "all"
    words: str = ""


def waiting_for(actor: Actor) -> QuerySet[Dispatch]:
    """Return what the person sends as a clerk and has not sent yet, oldest first."""
    rows = access.dispatches_of_clerk(actor).filter(
        state__in=TO_DO, letter__status__in=IN_FORCE
    )
    # With the mail server it is nobody's work any more.
    on_way = Q(mails__state__in=[MailState.QUEUED, MailState.HANDING])
    return rows.exclude(on_way).order_by("pk")


def in_box(actor: Actor, box: str) -> QuerySet[Dispatch]:
    """Return the dispatches of a box (`BOXES`) that the person sees."""
    seen = access.dispatches_visible_to(actor)
    chosen = {
        "waiting": seen.filter(state__in=TO_DO, letter__status__in=IN_FORCE),
        "under_way": seen.filter(state__in=[DispatchState.SENT, DispatchState.OPENED]),
        "done": seen.filter(
            state__in=[DispatchState.HANDED_OVER, DispatchState.REVOKED]
        ),
    }
    return chosen.get(box, seen)


def matching(rows: QuerySet[Dispatch], words: str) -> QuerySet[Dispatch]:
    """Return those whose number or addressee has all the words."""
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(letter__number__icontains=word) | Q(recipient__external__icontains=word)
        )
    return rows


def for_display(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Bring what the page of one shows, in a bounded number of queries."""
    return _with_rows(rows).prefetch_related("mails")


def for_lists(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Bring what a row shows: all but the mail addresses, which are of people."""
    mails = Prefetch("mails", DispatchMail.objects.defer("address"))
    return _with_rows(rows).defer("email").prefetch_related(mails)


def _with_rows(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    return rows.select_related(*SHOWN).defer(*UNSHOWN).prefetch_related("links")


def on_paper(
    actor: Actor, *, from_on: date | None, to_on: date | None
) -> QuerySet[Dispatch]:
    """Return what left on paper between two days, in the order it left."""
    rows = access.dispatches_of_clerk(actor).filter(way__in=ON_PAPER)
    rows = rows.filter(Q(sent_at__isnull=False) | Q(handed_on__isnull=False))
    rows = rows.exclude(state=DispatchState.REVOKED)
    if from_on:
        rows = rows.filter(Q(sent_at__date__gte=from_on) | Q(handed_on__gte=from_on))
    if to_on:
        rows = rows.filter(Q(sent_at__date__lte=to_on) | Q(handed_on__lte=to_on))
    return rows.order_by("sent_at", "handed_on", "pk")
