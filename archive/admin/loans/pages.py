"""`/arsip/pinjaman/`: the book of loans, asking for one, and one of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.posted import posted
from archive.admin.entrance import address_query, uuid_of, words_of
from archive.admin.loans.forms import (
    ApproveForm,
    ExtendForm,
    LoanForm,
    RefuseForm,
    ReturnForm,
    VersionForm,
)
from archive.admin.loans.titles import titles_of
from archive.admin.paging import LongPaginator
from archive.loans import access
from archive.loans.acts import allowed_acts
from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.finding import LoanFilters, loans_for
from archive.loans.lending import approve_loan, extend_loan, refuse_loan, return_loan
from archive.loans.models import Loan, LoanKind, LoanState
from archive.places.finding import place_of
from archive.record_files.access import visible_record_file
from archive.records.access import records_visible_to, visible_record
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag

PAGE_SIZE = 50
USUAL_DAYS = 7
NAMES = ("q", "keadaan")
SIGNS = {
    LoanState.ASKED: ("hourglass", "info"),
    LoanState.LENT: ("book-open", ""),
    LoanState.REFUSED: ("ban", ""),
    LoanState.RETURNED: ("circle-check", "ok"),
}
ACTS: dict[str, tuple[type[VersionForm], Callable[..., Loan], Any]] = {
    "approve": (ApproveForm, approve_loan, gettext_lazy("It is lent.")),
    "refuse": (RefuseForm, refuse_loan, gettext_lazy("The loan is refused.")),
    "extend": (ExtendForm, extend_loan, gettext_lazy("There is more time now.")),
    "return": (ReturnForm, return_loan, gettext_lazy("It is back.")),
}


def state_of(loan: Loan, today: date) -> Tag:
    """Return where the loan stands, as a tag."""
    if loan.is_overdue(today):
        return Tag(text=_("Overdue"), icon="triangle-alert", kind="late")
    icon, kind = SIGNS[LoanState(loan.state)]
    return Tag(text=loan.get_state_display(), icon=icon, kind=kind)


def loan_list(request: HttpRequest) -> HttpResponse:
    """Show the book of loans: of the units one files for or heads, and one's own."""
    actor, today, given = acting(request), timezone.localdate(), request.GET
    filters = LoanFilters(state=given.get("keadaan", ""), words=words_of(given, "q"))
    rows = loans_for(actor, filters, today).order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, given.get("p")).asked_page()
    titles = titles_of(actor, page.object_list)
    context = {
        "page": page,
        "rows": [
            (one, state_of(one, today), titles.get(one.pk, ""))
            for one in page.object_list
        ],
        "filters": filters,
        "states": [*LoanState.choices, ("overdue", _("Overdue"))],
        "query": address_query(given, NAMES),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Loans"), "")],
    }
    return render(request, "archive/loans/list.html", context)


def loan_new(request: HttpRequest) -> HttpResponse:
    """Ask for the loan of the record or the file that the address names."""
    actor = acting(request)
    record_id, file_id = uuid_of(request.GET, "arsip"), uuid_of(request.GET, "berkas")
    if record_id is not None:
        title = visible_record(actor, record_id).number
    elif file_id is not None:
        title = visible_record_file(actor, file_id).title
    else:
        raise NotFound
    first: dict[str, Any] = {
        "due_on": timezone.localdate() + timedelta(days=USUAL_DAYS)
    }
    first |= {"kind": LoanKind.PAPER} if file_id else {}
    form = LoanForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = LoanWish(
            **{**given, "kind": LoanKind(given["kind"])},
            record_id=record_id,
            record_file_id=None if record_id else file_id,
        )

        def ask() -> str:
            return reverse(
                "loan_page", args=[ask_for_loan(actor=actor, wanted=wanted).pk]
            )

        if address := _done(request, form, ask):
            messages.success(request, _("Asked. Who keeps the record decides."))
            return redirect(address)
    context = {
        "form": form,
        "title": title,
        "crumbs": [*_crumbs(), (_("Ask for a loan"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/loans/new.html", context, status=status)


def loan_page(request: HttpRequest, loan_id: UUID) -> HttpResponse:
    """Show one loan; sent, do the act that was pressed."""
    actor, today = acting(request), timezone.localdate()
    loan = access.visible_loan(actor, loan_id)
    acts, pressed = allowed_acts(actor, loan), request.POST.get("act", "")
    later = max(loan.due_on, today) + timedelta(days=USUAL_DAYS)
    days = {"extend": later, "approve": max(loan.due_on, today)}
    forms = {
        act: ACTS[act][0](
            request.POST if act == pressed else None,
            initial={"version": loan.row_version, "due_on": days.get(act)},
            auto_id=f"id_{act}_%s",  # several forms stand on one page
        )
        for act in acts
    }
    form = forms.get(pressed)
    if request.method == "POST" and form is None:
        messages.error(request, _("This loan is further, or not so far."))
        return redirect("loan_page", loan_id)
    if form is not None and form.is_valid():
        given = dict(form.cleaned_data)
        version, operation = given.pop("version"), ACTS[pressed][1]

        def act() -> str:
            operation(actor=actor, loan_id=loan_id, expected_version=version, **given)
            return reverse("loan_page", args=[loan_id])

        if address := _done(request, form, act):
            messages.success(request, str(ACTS[pressed][2]))
            return redirect(address)
    own = records_visible_to(actor)
    seen = own.filter(pk=loan.record_id).first() if loan.record_id else None
    lies_in = seen.record_file_id if seen else loan.record_file_id
    context = {
        "loan": loan,
        "state": state_of(loan, today),
        "forms": forms,
        "faulty": form,
        "seen": seen,
        "title": titles_of(actor, [loan]).get(loan.pk, ""),
        "lies": place_of(lies_in) if loan.kind == LoanKind.PAPER else None,
        "crumbs": [*_crumbs(), (loan.item, "")],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "archive/loans/page.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Archive"), reverse("record_list")), (_("Loans"), reverse("loans"))]


def _done(
    request: HttpRequest, form: LoanForm | VersionForm, act: Callable[[], str]
) -> str | None:
    """Do the act once; return where to go, or nothing while the form has faults."""
    try:
        return once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
    return None
