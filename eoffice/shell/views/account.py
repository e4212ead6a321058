"""The person's own page: display, position, password; and the change of position."""

from uuid import UUID

from django.contrib import messages
from django.forms import ModelForm, RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.users.models import UserProfile

from eoffice.accounts.models import User
from eoffice.errors import NotFound
from eoffice.organisation.actor import actor_of
from eoffice.shell.account_doors import account_doors
from eoffice.shell.entry import office_view


class DisplayForm(ModelForm):
    """Theme, contrast and density; kept in Wagtail's profile."""

    class Meta:
        model = UserProfile
        fields = ["theme", "contrast", "density", "keyboard_shortcuts"]
        widgets = {
            "theme": RadioSelect,
            "contrast": RadioSelect,
            "density": RadioSelect,
        }


@office_view
def own_account(request: HttpRequest) -> HttpResponse:
    """Show and save the display settings."""
    profile = UserProfile.get_for_user(request.user)
    form = DisplayForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It applies from this page on."))
        return redirect("own_account")
    context = {"form": form, "doors": account_doors()}
    return render(request, "eoffice/shell/account.html", context)


@office_view
@require_POST
def switch_position(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Act from now on in another position one holds today; others are unknown."""
    user = request.user
    actor = None
    if isinstance(user, User):
        actor = actor_of(user, acting_position=position_id)
    if actor is None or actor.chosen is None:
        raise NotFound
    request.session["acting_position"] = str(position_id)
    position = {"position": actor.chosen.title}
    messages.success(request, _("You now act as %(position)s.") % position)
    return redirect("wagtailadmin_home")
