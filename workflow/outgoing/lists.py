"""The list of outgoing letters: tabs, search, pages by keyset.

Ids are UUIDv7, so "newest first" is the primary key backwards and a page starts
after the last row of the page before: flat at any depth.
"""

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eoffice.listing import ListQuery, Page, SortOrders, page_of
from eoffice.organisation.actor import Actor
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.together import GOES_TOGETHER
from workflow.letters.access import letters_visible_to
from workflow.letters.models import (
    ISSUED,
    UNDER_APPROVAL,
    Letter,
    LetterRecipient,
    LetterStatus,
    RecipientKind,
)
from workflow.security_class import CONFIDENTIAL

PAGE_SIZE = 30
TABS = {
    "konsep": _("My drafts"),
    "menunggu": _("Waiting for me"),
    "dikembalikan": _("Returned"),
    "berjalan": _("Under way"),
    # Issued, whether it has left or not: each row says how far it is.
    "terkirim": _("Signed"),
    "semua": _("All"),
}


# Not by subject: where a veiled one stands would tell how it begins.
ORDERS = SortOrders(
    columns={
        "id": "id",
        "diubah": "updated_at",
        "keadaan": "status",
        "konseptor": "drafter__name",
    },
    default="-id",
)


class LetterFilters(ListQuery):
    """A page of one tab; tab and words bind the cursor."""

    tab: str
    words: str = ""


def waiting_steps(actor: Actor) -> QuerySet[ApprovalStep]:
    """Return the open steps at the person's desk, oldest first."""
    return ApprovalStep.objects.filter(
        position__in=actor.acting_position_ids, state=StepState.OPEN
    ).order_by("opened_at")


def single_steps(actor: Actor) -> QuerySet[ApprovalStep]:
    """Return those of them that are decided by themselves, not with a batch."""
    return waiting_steps(actor).exclude(GOES_TOGETHER)


def letters_of_tab(actor: Actor, tab: str) -> QuerySet[Letter]:
    """Return the letters of a tab; unknown tabs are "semua"."""
    visible = letters_visible_to(actor)
    mine = visible.filter(drafter_position__in=actor.acting_position_ids)
    chosen = {
        "konsep": mine.filter(status=LetterStatus.DRAFT),
        "menunggu": visible.filter(pk__in=waiting_steps(actor).values("letter")),
        "dikembalikan": mine.filter(status=LetterStatus.RETURNED),
        "berjalan": mine.filter(status__in=UNDER_APPROVAL),
        "terkirim": visible.filter(status__in=ISSUED),
    }
    return chosen.get(tab, visible)


def _matching(letters: QuerySet[Letter], words: str) -> QuerySet[Letter]:
    for word in words.split()[:8]:
        # Veiled subjects are not searched: a hit would tell what they say.
        by_subject = Q(subject__icontains=word) & ~Q(security_class__in=CONFIDENTIAL)
        letters = letters.filter(by_subject | Q(number__icontains=word))
    return letters


def list_letters(actor: Actor, asked: LetterFilters) -> Page[Letter]:
    """Return a page of the tab, newest first or as asked, with what its rows show.

    Raises:
        Invalid: an order or a cursor that is not of this list.
    """
    letters = _matching(letters_of_tab(actor, asked.tab), asked.words)
    open_steps = ApprovalStep.objects.filter(state=StepState.OPEN)
    to = LetterRecipient.objects.filter(kind=RecipientKind.TO).defer("email")
    to = to.select_related("position", "unit")
    rows = (
        letters.select_related("letter_type", "unit", "drafter")
        .defer("body", "access_tokens", "drafter__nik")
        .prefetch_related(
            Prefetch(
                "steps", open_steps.select_related("position"), to_attr="at_desks"
            ),
            Prefetch("recipients", to, to_attr="to"),
        )
    )
    return page_of(rows, asked, ORDERS, name="letters")
