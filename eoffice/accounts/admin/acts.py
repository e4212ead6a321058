"""What an administrator does to an account: one button, one act, one answer."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from eoffice.accounts.admin.entrance import administrators_step_up
from eoffice.accounts.models import User
from eoffice.accounts.operations import accounts
from eoffice.accounts.queries.listing import account_of
from eoffice.errors import StateForbids
from eoffice.organisation.actor import Actor
from eoffice.organisation.admin.entrance import administrator
from eoffice.shell.entry import office_view

Act = Callable[..., User]


def _done(request: HttpRequest, user_id: UUID, act: Act, said: Promise) -> HttpResponse:
    actor: Actor = administrator(request)
    try:
        act(user_id=user_id, actor=actor)
    except StateForbids as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(said))
    return redirect("account_detail", user_id)


@office_view
@require_POST
@administrators_step_up
def temporary_password(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Set a temporary password and show it this once."""
    actor = administrator(request)
    try:
        made = accounts.reset_password(user_id=user_id, actor=actor)
    except StateForbids as refusal:
        messages.error(request, str(refusal))
        return redirect("account_detail", user_id)
    official = account_of(actor, user_id).official
    context = {"made": made, "official": official}
    return render(request, "accounts/handed_out.html", context)


@office_view
@require_POST
def disable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close the account."""
    said = _("The account is closed; its sessions and tokens have ended.")
    return _done(request, user_id, accounts.disable_account, said)


@office_view
@require_POST
@administrators_step_up
def enable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open the account again."""
    said = _("The account is open again. Its old tokens stay ended.")
    return _done(request, user_id, accounts.enable_account, said)


@office_view
@require_POST
def end_sessions(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """End every session of the account."""
    said = _("Every session of this account has ended.")
    return _done(request, user_id, accounts.end_sessions, said)
