"""Who sits where: appoint, let act by decree, end. Found by search, one form."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.accounts.step_up import require_step_up
from eoffice.admin.organisation.forms import EndForm, VersionedForm
from eoffice.admin.organisation.positions import page_url, position_of
from eoffice.admin.organisation.saving import answer_to, done_or_asked
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.organisation.actor import PERMANENT, Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import (
    ActingAssignment,
    ActingKind,
    Official,
    Position,
    TermOfOffice,
)
from eoffice.organisation.queries.branches import officials_named
from eoffice.organisation.queries.positions_held import positions_today, with_positions
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
    """Give the position to a person, definitively or by decree for some days."""
    actor = administrator(request)
    position = position_of(actor, position_id)
    people = access.officials_visible_to(actor).filter(is_active=True)
    initial = {"from_on": timezone.localdate()}
    form = AppointmentForm(request.POST or None, initial=initial, officials=people)
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        values = form.term_values(position)
        act = "assign_acting_holder" if "kind" in values else "appoint_official"
        begun = done_or_asked(request, form, act, values=values)
        if begun:
            said = _("Saved.")
            return answer_to(request, begun, said, "position_page", position_id)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {
        "position": position,
        "form": form,
        "words": words,
        "people": _offered(people, words, request.POST.get("official", "")),
        "back_url": page_url(position_id),
    }
    return render(request, "eoffice/organisation/appoint.html", context)


def _offered(people: Any, words: str, chosen: str) -> list[tuple[Any, list, bool]]:
    """Return people found by the words (and the chosen one) with today's positions."""
    found = list(
        with_positions(officials_named(people, words).order_by("name"))[:OFFERED]
    )
    known = {str(one.pk) for one in found}
    if chosen and chosen not in known:
        try:
            found = [*with_positions(people.filter(pk=UUID(chosen))), *found]
        except ValueError:
            chosen = ""
    return [(one, positions_today(one), str(one.pk) == chosen) for one in found]


@office_view
def end_tenure(request: HttpRequest, kind: str, tenure_id: UUID) -> HttpResponse:
    """End a term or an acting assignment on a day."""
    actor = administrator(request)
    held = _tenure(actor, kind, tenure_id)
    form = EndForm(
        request.POST or None,
        initial={"on": timezone.localdate(), "version": held.row_version},
    )
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        ended = done_or_asked(request, form, **_end(held, form))
        if ended:
            said, position = _("The end is set."), held.position_id
            return answer_to(request, ended, said, "position_page", position)
    told = {"name": held.official.full_name, "position": held.position.title}
    context = {
        "form": form,
        "title": _("End: %(name)s") % told,
        "consequence": _(
            "%(name)s may act as %(position)s up to and including that day, or until"
            " this moment, and no longer. What was signed until then stays valid."
        )
        % told,
        "button": _("Set the end"),
        "back_url": page_url(held.position_id),
    }
    return render(request, "eoffice/organisation/day.html", context)


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


def _end(held: TermOfOffice | ActingAssignment, form: EndForm) -> dict[str, Any]:
    """Return the act that ends it, with its arguments."""
    on, version = form.last_day, form.cleaned_data["version"]
    told = {"on": on, "expected_version": version}
    if isinstance(held, TermOfOffice):
        return {"act": "end_term", "term_id": held.pk, **told}
    return {"act": "end_acting_assignment", "assignment_id": held.pk, **told}
