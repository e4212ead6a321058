"""Roles of a position, and what two administrators agree on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.admin.accounts.entrance import administrators_step_up
from eoffice.admin.organisation.forms import DutiesForm
from eoffice.admin.organisation.importing import shown_workbook
from eoffice.admin.organisation.positions import position_of
from eoffice.admin.organisation.saving import answer_to, done_or_asked
from eoffice.administration.accounts import AccountAccess
from eoffice.administration.agreeing import (
    AgreementOutcome,
    confirm_agreement,
    refuse_agreement,
)
from eoffice.administration.agreements import (
    agreement_of,
    asked_workbook,
    decided_agreements,
    pending_agreements,
)
from eoffice.errors import Invalid, OfficeError, Stale, StateForbids
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view


@office_view
@administrators_step_up
def seat_roles(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Ask for other roles of a position."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    initial = {"duties": position.duties, "version": position.row_version}
    form = DutiesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = done_or_asked(
            request,
            form,
            "change_position",
            position_id=position.pk,
            values={"duties": sorted(form.cleaned_data["duties"])},
            expected_version=form.cleaned_data["version"],
        )
        if changed:
            said = _("These are its roles already.")
            return answer_to(request, changed, said, "position_page", position_id)
    context = {"form": form, "position": position}
    return render(request, "eoffice/accounts/roles.html", context)


@office_view
def agreements(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second administrator, and what was decided."""
    actor = administrator(request)
    context = {
        "pending": pending_agreements(actor),
        "decided": decided_agreements(actor),
    }
    return render(request, "eoffice/accounts/agreements.html", context)


@office_view
@require_POST
@administrators_step_up
def agree(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Agree to what a colleague asked for; a log-in's second half is shown once."""
    actor = administrator(request)
    asked = agreement_of(actor, agreement_id).agreement.requested_by
    try:
        outcome: AgreementOutcome = confirm_agreement(
            actor=actor, agreement_id=agreement_id
        )
    except (Invalid, Stale, StateForbids) as refusal:
        messages.error(request, _words(refusal))
        return redirect("account_agreements")
    if isinstance(outcome.value, AccountAccess):
        made = outcome.value
        context = {"made": made, "official": made.user.official, "other": asked}
        return render(request, "eoffice/accounts/handed_out.html", context)
    messages.success(request, _("Agreed, and done."))
    return redirect("account_agreements")


@office_view
def workbook(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show every difference of the workbook that one is asked to agree to."""
    actor = administrator(request)
    draft = asked_workbook(actor, agreement_id)
    shown = shown_workbook(actor, draft)
    return render(request, "eoffice/accounts/agreement_workbook.html", shown)


def _words(refusal: OfficeError) -> str:
    faults = refusal.faults if isinstance(refusal, Invalid) else []
    return " ".join([str(refusal), *(str(fault.message) for fault in faults)])


@office_view
@require_POST
def refuse(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Refuse a request, or take one's own back."""
    refuse_agreement(actor=administrator(request), agreement_id=agreement_id)
    messages.success(request, _("Nothing was changed."))
    return redirect("account_agreements")
