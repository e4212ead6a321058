"""`/akun/keamanan/`: one's own sessions and the tokens of one's programs."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from eoffice.accounts.known_devices import devices_of
from eoffice.accounts.models import User
from eoffice.accounts.sessions import end_own_session
from eoffice.accounts.step_up import step_up
from eoffice.accounts.tokens import TokenScope, tokens_of
from eoffice.administration.tokens import make_token, revoke_token
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.shell.entry import office_view
from eoffice.shell.forms import OfficeFormMixin

TOKENS_SHOWN = 50
DAYS = ((7, "7"), (30, "30"), (90, "90"), (366, "366"))


class TokenForm(OfficeFormMixin, forms.Form):
    """What the token is for, what it may do, how long."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("For example: scanner of the front desk."),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"),
        choices=TokenScope,
        initial=[TokenScope.READ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for so many days"),
        choices=DAYS,
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
    )


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotFound
    return request.user


@office_view
def security(request: HttpRequest) -> HttpResponse:
    """Show where one is logged in, and one's tokens."""
    user = _user(request)
    context = {
        "devices": devices_of(user, session_key=request.session.session_key),
        "tokens": tokens_of(user)[:TOKENS_SHOWN],
        "now": timezone.now(),
    }
    return render(request, "eoffice/accounts/security.html", context)


@office_view
@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of one's own sessions."""
    end_own_session(user=_user(request), session_id=session_id)
    messages.success(request, _("That device is logged out."))
    return redirect("own_security")


@office_view
@step_up
def token_new(request: HttpRequest) -> HttpResponse:
    """Make a token; its text is shown this once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_token(
            user=_user(request), actor=_actor(request), **form.cleaned_data
        )
        return render(request, "eoffice/accounts/token_made.html", {"made": made})
    return render(request, "eoffice/accounts/token_new.html", {"form": form})


@office_view
@require_POST
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End a token at once."""
    # among one's own alone: another's id answers like an unknown one
    token = tokens_of(_user(request)).filter(pk=token_id).first()
    if token is None:
        raise NotFound
    revoke_token(token=token, actor=_actor(request))
    messages.success(request, _("The token has ended."))
    return redirect("own_security")


def _actor(request: HttpRequest) -> Actor | None:
    return getattr(request, "actor", None) or None
