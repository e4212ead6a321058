"""Officials: the page of a person with all positions, entering, changing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.forms import OfficialForm, initial_of
from eoffice.admin.organisation.saving import answer_to, done, done_or_asked
from eoffice.administration import officials
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Official
from eoffice.organisation.queries.tenures import tenures_of_official
from eoffice.shell.entry import office_view


def official_of(actor: Actor, official_id: UUID) -> Official:
    """Return the official with the account.

    Raises:
        NotFound: unknown.
    """
    found = access.officials_visible_to(actor).select_related("user")
    official = found.filter(pk=official_id).first()
    if official is None:
        raise NotFound
    return official


@office_view
def official_page(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Show a person: positions of now, later and before; the account."""
    official = official_of(administrator(request), official_id)
    tenures = tenures_of_official(official, timezone.localdate())
    context = {"official": official, "tenures": tenures}
    return render(request, "eoffice/organisation/official.html", context)


@office_view
def official_new(request: HttpRequest) -> HttpResponse:
    """Enter a person."""
    actor = administrator(request)
    form = OfficialForm(request.POST or None, initial={"is_active": True})
    if request.method == "POST" and form.is_valid():
        made = done(
            form, lambda: officials.create_official(actor=actor, values=form.values())
        )
        if made:
            said = _("%(name)s is entered.") % {"name": made.full_name}
            messages.success(request, said)
            return redirect("official_page", made.pk)
    context = {"form": form, "title": _("New official"), "back": "organisation_tree"}
    return render(request, "eoffice/organisation/form.html", context)


@office_view
def official_edit(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Change a person's facts."""
    actor = administrator(request)
    official = official_of(actor, official_id)
    form = OfficialForm(
        request.POST or None, initial=initial_of(official, OfficialForm)
    )
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        changed = done_or_asked(
            request,
            form,
            "change_official",
            official_id=official_id,
            values=form.values(),
            expected_version=form.cleaned_data["version"],
        )
        if changed:
            said = _("Saved.")
            return answer_to(request, changed, said, "official_page", official_id)
    context = {"form": form, "title": official.full_name, "thing": official}
    context["back_url"] = reverse("official_page", args=[official_id])
    return render(request, "eoffice/organisation/form.html", context)
