"""Correcting an entry: what stands there, a reason, both values where it is stale."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import Invalid, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from workflow.admin.incoming.entry_form import ENTRY_FIELDS, EntryForm
from workflow.admin.incoming.pages import viewer_of
from workflow.incoming import access
from workflow.incoming.allowed_acts import allowed_acts
from workflow.incoming.models import IncomingLetter
from workflow.incoming.operations.amending import amend_registration, registration_of
from workflow.incoming.operations.registering import Registration
from workflow.incoming.queries.agenda_events import changes_between


class AmendmentForm(EntryForm):
    """The entry as it stands, and why it is corrected.

    The person who keeps the agenda and may not read the letter corrects all but its
    subject and its desk.
    """

    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=300,
        help_text=gettext_lazy(
            "Kept beside the old and the new value; readers of the letter see it."
        ),
    )

    def __init__(
        self, incoming: IncomingLetter, data: Any = None, *, is_reader: bool
    ) -> None:
        """Fill in the entry."""
        self.is_reader = is_reader
        entry = registration_of(incoming)
        names = {"routed_to": entry.routed_to_id, "row_version": incoming.row_version}
        fields = {name: getattr(entry, name) for name in ENTRY_FIELDS}
        super().__init__(incoming, data, {**fields, **names})
        if not is_reader:
            # Taken out, not greyed: even the present value is the readers' alone.
            del self.fields["subject"], self.fields["routed_to"]

    def registration(self) -> Registration:
        """Return the entry as typed; what was not shown stays."""
        return replace(registration_of(self.incoming), **self.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A field that two people changed: what is kept now, what was typed here."""

    label: str
    kept: str
    typed: str


def _mine(actor: Actor, incoming_id: UUID) -> IncomingLetter:
    incoming = access.visible_incoming(actor, incoming_id)
    access.require(actor, "incoming.amend", incoming)
    return incoming


@office_view
def incoming_amend(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Show the entry to correct, or correct it."""
    actor = acting(request)
    incoming = _mine(actor, incoming_id)
    if "amend" not in allowed_acts(actor, incoming):  # not in the agenda yet
        return redirect("incoming_register", incoming_id)
    is_reader = access.reads(actor, incoming)
    form = AmendmentForm(incoming, request.POST or None, is_reader=is_reader)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once(request, lambda: _amend(request, actor, form)))
        except Invalid as refusal:
            form.add_faults(refusal)
        except Stale:
            return _stale(request, incoming, form)
    return _amendment_page(request, form, [])


def _amendment_page(
    request: HttpRequest, form: AmendmentForm, clashes: list[Clash]
) -> HttpResponse:
    incoming = form.incoming
    context = {
        "incoming": incoming,
        "form": form,
        "clashes": clashes,
        "viewer": viewer_of(incoming, str(incoming)) if form.is_reader else None,
    }
    status = Stale.status if clashes else 200
    return render(request, "workflow/incoming/amend.html", context, status=status)


def _amend(request: HttpRequest, actor: Actor, form: AmendmentForm) -> str:
    before = form.cleaned_data["row_version"]
    done = amend_registration(
        actor=actor,
        incoming_id=form.incoming.pk,
        row_version=before,
        changes=form.values(),
        reason=form.cleaned_data["reason"],
    )
    if done.row_version == before:
        messages.info(request, _("Nothing was changed; the entry stands as it was."))
    else:
        messages.success(request, _("The entry is corrected; the old one is kept."))
    return reverse("incoming_read", args=[done.pk])


def _stale(
    request: HttpRequest, incoming: IncomingLetter, form: AmendmentForm
) -> HttpResponse:
    """Show both values of every field that differs; a press that came twice is done.

    The form then stands on top of what is kept: sending it again means to have seen
    the difference.
    """
    clashes = [
        Clash(label=one.label, kept=one.before, typed=one.after)
        for one in changes_between(registration_of(incoming), form.registration())
    ]
    # Both wanted the same: there is nothing left to compare.
    if not clashes:
        messages.info(request, _("The entry is corrected; the old one is kept."))
        return redirect("incoming_read", incoming.pk)
    data = request.POST.copy()
    data["row_version"] = str(incoming.row_version)
    again = AmendmentForm(incoming, data, is_reader=form.is_reader)
    text = _("Somebody else corrected this entry just now. Compare, then send again.")
    again.add_error(None, text)
    return _amendment_page(request, again, clashes)
