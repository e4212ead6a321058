"""`/pengaturan/akun/`: the list, one account, a new one."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.known_devices import devices_of
from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.forms import DutiesForm
from eoffice.admin.organisation.saving import done_or_asked
from eoffice.administration.account_listing import STATES, account_of, account_page
from eoffice.administration.accounts import half_password
from eoffice.administration.agreements import count_pending
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Official
from eoffice.organisation.queries.branches import officials_named
from eoffice.organisation.queries.positions_held import HeldPosition
from eoffice.shell.entry import office_view
from eoffice.shell.forms import OfficeFormMixin

OFFERED = 20
STATE_WORDS = {
    "aktif": _("In use"),
    "nonaktif": _("Closed"),
    "sementara": _("Temporary password"),
}


class NewAccountForm(OfficeFormMixin, forms.Form):
    """The name one logs in with."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=150,
        help_text=_("One may always log in with the NIP as well."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )


def words_in(request: HttpRequest) -> str:
    """Return the search words of the address."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


@office_view
def account_list(request: HttpRequest) -> HttpResponse:
    """Show the accounts, found by words and state."""
    actor = administrator(request)
    words, state = words_in(request), request.GET.get("keadaan", "")
    page = account_page(
        actor, words=words, state=state, number=request.GET.get("p", "1")
    )
    kept = request.GET.copy()
    kept.pop("p", None)
    context = {
        "page": page,
        "words": words,
        "state": state,
        "states": [(value, STATE_WORDS[value]) for value in STATES],
        "pending": count_pending(actor),
        "query": kept.urlencode(),
    }
    return render(request, "eoffice/accounts/list.html", context)


@office_view
def account_detail(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one account: who, in which positions, with which roles, logged in where."""
    actor = administrator(request)
    row = account_of(actor, user_id)
    context = {
        "row": row,
        "devices": devices_of(row.user),
        "duties": [(position, duties_form(position)) for position in row.seats],
        "is_own": row.user.pk == actor.user_id,
    }
    return render(request, "eoffice/accounts/detail.html", context)


def duties_form(held: HeldPosition) -> DutiesForm:
    """Return the roles of a position as ticks."""
    position = held.position
    initial = {"duties": position.duties, "version": position.row_version}
    return DutiesForm(initial=initial, auto_id=f"id_{position.pk.hex}_%s")


@office_view
def account_new(request: HttpRequest) -> HttpResponse:
    """Find an official without an account."""
    actor = administrator(request)
    words = words_in(request)
    people = access.officials_visible_to(actor).filter(user=None, is_active=True)
    found = officials_named(people, words).order_by("name")[:OFFERED]
    context = {"people": found, "words": words}
    return render(request, "eoffice/accounts/new.html", context)


@office_view
def account_new_for(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Ask for the account of an official; half its password is shown this once."""
    actor = administrator(request)
    official = _official(actor, official_id)
    form = NewAccountForm(
        request.POST or None, initial={"username": suggested_name(official)}
    )
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        half, name = half_password(), form.cleaned_data["username"]
        asked = done_or_asked(
            request,
            form,
            "create_account",
            official_id=official.pk,
            username=name,
            first_half=half,
        )
        if asked:
            context = {"half": half, "name": name, "official": official}
            return render(request, "eoffice/accounts/asked_for.html", context)
    return render(
        request, "eoffice/accounts/new_for.html", {"form": form, "one": official}
    )


def _official(actor: Actor, official_id: UUID) -> Official:
    found = access.officials_visible_to(actor).filter(pk=official_id).first()
    if found is None:
        raise NotFound
    return found


def suggested_name(official: Official) -> str:
    """Return a name people can remember: `widya.k`; they may change it."""
    words = [word.lower() for word in official.name.split() if word.isalpha()]
    return ".".join([words[0], words[-1][0]] if len(words) > 1 else words[:1])
