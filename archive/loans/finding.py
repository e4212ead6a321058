"""The book of loans by filters: one reading for the page and the API."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from archive.loans import access
from archive.loans.models import Loan, LoanState
from eoffice.organisation.actor import Actor

OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanFilters:
    """What the book is narrowed to; an unknown state narrows nothing."""

    state: str = ""
    words: str = ""

    def apply(self, rows: QuerySet[Loan], today: date) -> QuerySet[Loan]:
        """Return the rows that pass."""
        if self.state == OVERDUE:
            rows = rows.filter(state=LoanState.LENT, due_on__lt=today)
        elif self.state in LoanState.values:
            rows = rows.filter(state=self.state)
        for word in self.words.split()[:8]:
            who = Q(borrower__full_name__icontains=word)
            rows = rows.filter(Q(item__icontains=word) | who)
        return rows


def loans_for(actor: Actor | None, filters: LoanFilters, today: date) -> QuerySet[Loan]:
    """Return the loans the person sees."""
    rows = access.loans_visible_to(actor).select_related("record__unit")
    return filters.apply(rows.defer("record__access_tokens"), today)
