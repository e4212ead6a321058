"""What loans put on Beranda: requests to decide, and what should be back already."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.loans import access
from archive.loans.models import Loan, LoanKind, LoanState
from archive.records.keepers import is_keeper, units_kept_by
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem


def waiting_loans(actor: Actor) -> QuerySet[Loan]:
    """Return the requests and the late loans that may be this person's business."""
    late = Q(state=LoanState.LENT, kind=LoanKind.PAPER, due_on__lt=timezone.localdate())
    mine = late & Q(borrower=actor.official)
    if actor.headed_unit_ids:
        headed = sorted(actor.headed_unit_ids)
        mine |= Q(state=LoanState.ASKED, unit__path__overlap=headed)
    if is_keeper(actor):
        kept = Q(unit__in=units_kept_by(actor).values("pk"))
        mine |= kept & (late | Q(state=LoanState.ASKED))
    return Loan.objects.filter(mine)


def loan_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these loans that ask something of this person."""
    rows = access.loans_visible_to(actor).select_related("record__unit")
    found = []
    for one in rows.filter(pk__in=ids).order_by("id"):
        if one.state == LoanState.ASKED and access.may(actor, "loan.approve", one):
            label = _("Decide")
            found.append(_row(one, "decide", label, _("Loan asked for: %(item)s")))
        elif one.state == LoanState.LENT:
            is_mine = one.borrower_id == actor.official.pk
            label = _("Bring it back") if is_mine else _("Ask for it back")
            found.append(_row(one, "return", label, _("Loan overdue: %(item)s")))
    return found


def _row(loan: Loan, act: str, label: str, title: str) -> QueueItem:
    is_late = loan.is_overdue(timezone.localdate())
    return QueueItem(
        kind="record",
        act=act,
        act_label=label,
        title=title % {"item": loan.item},
        url=reverse("loan_page", args=[loan.pk]),
        icon="book-open",
        due_on=loan.due_on if is_late else None,
        overdue=is_late,
        since=loan.asked_at,
        from_text=str(loan.borrower),
    )
