"""Who sits where: appoint, let act by decree, end. Found by search, one form."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.accounts.step_up import require_step_up
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import PERMANENT, Actor
from eoffice.organisation.admin.entrance import administrator
from eoffice.organisation.admin.forms import DayForm, VersionedForm
from eoffice.organisation.admin.positions import page_url, position_of
from eoffice.organisation.admin.saving import done
from eoffice.organisation.four_eyes import will_administer
from eoffice.organisation.models import (
    ActingAssignment,
    ActingKind,
    AdministratorGrant,
    GrantAct,
    Official,
    Position,
    TermOfOffice,
)
from eoffice.organisation.operations import terms
from eoffice.organisation.operations.granting import Wish, request_grant
from eoffice.organisation.queries.branches import officials_named
from eoffice.organisation.queries.seats import seats_today, with_seats
from eoffice.shell.day_field import DayField
from eoffice.shell.entry import office_view

OFFERED = 20
KINDS = ((PERMANENT, gettext_lazy("Definitive")), *ActingKind.choices)


class AppointmentForm(VersionedForm):
    """Who, how, from when to when, by which decree."""

    official = forms.ModelChoiceField(
        label=gettext_lazy("Official"), queryset=Official.objects.none()
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Sits there"),
        choices=KINDS,
        initial=PERMANENT,
        widget=forms.RadioSelect,
    )
    from_on = DayField(label=gettext_lazy("From"))
    to_on = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("A Plh. needs a last day; it ends by itself."),
    )
    decree_number = forms.CharField(
        label=gettext_lazy("Decree number"), max_length=80, required=False
    )
    decree_on = DayField(
        label=gettext_lazy("Date of the decree"), required=False, toward="past"
    )
    is_main = forms.BooleanField(
        label=gettext_lazy("Main position of the person"), required=False, initial=True
    )

    def __init__(self, *args: Any, officials: Any, **kwargs: Any) -> None:
        """Take any official in service; the page offers those a search found."""
        super().__init__(*args, **kwargs)
        self.offer("official", officials)

    def term_values(self, position: Position) -> dict[str, Any]:
        """Return what the operation wants."""
        values = {**self.values(), "position": position}
        if values["kind"] == PERMANENT:
            del values["kind"]
        else:
            del values["is_main"]
        return values


@office_view
def appoint(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """Give the seat to a person, definitively or by decree for some days."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    people = access.officials_visible_to(actor).filter(is_active=True)
    initial = {"from_on": timezone.localdate()}
    form = AppointmentForm(request.POST or None, initial=initial, officials=people)
    if request.method == "POST" and form.is_valid():
        held = done(form, lambda: _begin(request, position, form))
        if isinstance(held, AdministratorGrant):
            said = _("The administrator's role waits for a second administrator.")
            messages.info(request, said)
            return redirect("account_agreements")
        if held:
            said = _("%(name)s holds this position from %(day)s.")
            told = {"name": held.official.full_name, "day": f"{held.from_on:%d-%m-%Y}"}
            messages.success(request, said % told)
            return redirect("position_page", position_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {
        "position": position,
        "form": form,
        "words": words,
        "people": _offered(people, words, request.POST.get("official", "")),
        "back_url": page_url(position_id),
    }
    return render(request, "organisation/appoint.html", context)


def _begin(
    request: HttpRequest, position: Position, form: AppointmentForm
) -> TermOfOffice | ActingAssignment | AdministratorGrant:
    """Appoint after the password once more; an administrator's seat is asked for."""
    require_step_up(request)
    actor, values = administrator(request), form.term_values(position)
    acting = "kind" in values
    if will_administer(position):
        act = GrantAct.ASSIGN if acting else GrantAct.APPOINT
        person = values["official"]
        wish = Wish(act=act, position=position, official=person, values=values)
        return request_grant(actor=actor, wish=wish)
    if acting:
        return terms.assign_acting_holder(actor=actor, values=values)
    return terms.appoint_official(actor=actor, values=values)


def _offered(people: Any, words: str, chosen: str) -> list[tuple[Any, list, bool]]:
    """Return people found by the words (and the chosen one) with today's seats."""
    found = list(with_seats(officials_named(people, words).order_by("name"))[:OFFERED])
    known = {str(one.pk) for one in found}
    if chosen and chosen not in known:
        try:
            found = [*with_seats(people.filter(pk=UUID(chosen))), *found]
        except ValueError:
            chosen = ""
    return [(one, seats_today(one), str(one.pk) == chosen) for one in found]


@office_view
def end_tenure(request: HttpRequest, kind: str, tenure_id: UUID) -> HttpResponse:
    """End a term or an acting assignment on a day."""
    actor = administrator(request)
    held = _tenure(actor, kind, tenure_id)
    form = DayForm(
        request.POST or None,
        initial={"on": timezone.localdate(), "version": held.row_version},
    )
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        ended = done(form, lambda: _end(actor, held, form))
        if ended:
            messages.success(request, _("The end is set."))
            return redirect("position_page", held.position_id)
    told = {"name": held.official.full_name, "position": held.position.title}
    context = {
        "form": form,
        "title": _("End: %(name)s") % told,
        "consequence": _(
            "%(name)s may act as %(position)s up to and including that day, and"
            " no longer. What was signed until then stays valid."
        )
        % told,
        "button": _("Set the end"),
        "back_url": page_url(held.position_id),
    }
    return render(request, "organisation/day.html", context)


def _tenure(
    actor: Actor, kind: str, tenure_id: UUID
) -> TermOfOffice | ActingAssignment:
    rows: Any = {
        "definitif": access.terms_visible_to,
        "penugasan": access.acting_assignments_visible_to,
    }[kind](actor)
    found = rows.select_related("official", "position").filter(pk=tenure_id).first()
    if found is None:
        raise NotFound
    held: TermOfOffice | ActingAssignment = found
    return held


def _end(
    actor: Actor, held: TermOfOffice | ActingAssignment, form: DayForm
) -> TermOfOffice | ActingAssignment:
    on, version = form.cleaned_data["on"], form.cleaned_data["version"]
    if isinstance(held, TermOfOffice):
        return terms.end_term(
            actor=actor, term_id=held.pk, on=on, expected_version=version
        )
    return terms.end_acting_assignment(
        actor=actor, assignment_id=held.pk, on=on, expected_version=version
    )
