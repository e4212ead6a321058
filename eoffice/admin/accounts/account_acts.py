"""What an administrator does to an account: one button, one act, one answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from eoffice.admin.accounts.entrance import administrators_step_up
from eoffice.admin.organisation.saving import answer_to
from eoffice.administration import accounts
from eoffice.administration.account_listing import account_of
from eoffice.administration.agreeing import AgreementOutcome, do_or_ask
from eoffice.errors import StateForbids
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view


def _done(request: HttpRequest, user_id: UUID, act: str, said: Promise) -> HttpResponse:
    outcome = _tried(request, act, user_id=user_id)
    if outcome is None:
        return redirect("account_detail", user_id)
    return answer_to(request, outcome, str(said), "account_detail", user_id)


def _tried(request: HttpRequest, act: str, **arguments: Any) -> AgreementOutcome | None:
    """Do the act or ask for it; a refusal becomes a message and gives nothing."""
    try:
        return do_or_ask(act, actor=administrator(request), **arguments)
    except StateForbids as refusal:
        messages.error(request, str(refusal))
        return None


@office_view
@require_POST
@administrators_step_up
def temporary_password(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask for a temporary password and show its first half this once."""
    actor, half = administrator(request), accounts.half_password()
    if _tried(request, "reset_password", user_id=user_id, first_half=half) is None:
        return redirect("account_detail", user_id)
    row = account_of(actor, user_id)
    context = {"half": half, "name": row.user.username, "official": row.official}
    return render(request, "eoffice/accounts/asked_for.html", context)


@office_view
@require_POST
def disable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close the account; an administrator's takes two."""
    said = _("The account is closed; its sessions and tokens have ended.")
    return _done(request, user_id, "disable_account", said)


@office_view
@require_POST
@administrators_step_up
def enable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask for the account to be opened again."""
    said = _("The account is open again. Its old tokens stay ended.")
    return _done(request, user_id, "enable_account", said)


@office_view
@require_POST
def end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """End every session of the account."""
    accounts.end_sessions(user_id=user_id, actor=administrator(request))
    said = _("Every session of this account has ended.")
    messages.success(request, str(said))
    return redirect("account_detail", user_id)
