"""`/arsip/izin-baca/`: asking to read a record, deciding about it, ending it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.grants.forms import AgreeForm, AskForm, NoteForm
from archive.admin.paging import LongPaginator
from archive.grants import access
from archive.grants.acts import allowed_acts
from archive.grants.granting import (
    ReadingWish,
    agree_to_reading,
    ask_to_read,
    refuse_reading,
    revoke_reading,
)
from archive.records.access import visible_record
from archive.records.grant_model import GrantState, ReadingGrant
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag

PAGE_SIZE = 50
SIGNS = {
    GrantState.ASKED: ("hourglass", "due"),
    GrantState.GIVEN: ("circle-check", "ok"),
    GrantState.REFUSED: ("ban", ""),
    GrantState.REVOKED: ("undo-2", ""),
}


def state_of(grant: ReadingGrant, today: date) -> Tag:
    """Return where the grant stands, as a tag."""
    if grant.state == GrantState.GIVEN and grant.until_on < today:
        return Tag(text=_("Has ended"), icon="clock")
    icon, kind = SIGNS[GrantState(grant.state)]
    return Tag(text=grant.get_state_display(), icon=icon, kind=kind)


def grant_list(request: HttpRequest) -> HttpResponse:
    """Show what one asked for, reads by, or decides about, newest first."""
    actor, today = acting(request), timezone.localdate()
    rows = access.grants_visible_to(actor).order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, state_of(one, today)) for one in page.object_list],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Grants to read"), "")],
    }
    return render(request, "archive/grants/list.html", context)


def grant_ask(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Ask that somebody may read the record."""
    actor = acting(request)
    record = visible_record(actor, record_id)
    form = AskForm(posted(request))

    def ask() -> str:
        wanted = ReadingWish(**form.cleaned_data)
        made = ask_to_read(actor=actor, record_id=record_id, wanted=wanted)
        return reverse("grant_page", args=[made.pk])

    if address := _done(request, form, ask):
        messages.success(request, _("Asked. Who answers for the record decides."))
        return redirect(address)
    context = {
        "form": form,
        "record": record,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (record.number, reverse("record_read", args=[record.pk])),
            (_("Ask to read"), ""),
        ],
    }
    return render(request, "archive/grants/ask.html", context, status=_status(form))


def grant_page(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Show one grant; sent, agree to it, refuse it, or end it."""
    actor, today = acting(request), timezone.localdate()
    grant = access.visible_grant(actor, grant_id)
    sent = request.POST.get("act", "")
    first = {"version": grant.row_version, "until_on": grant.until_on}
    agreeing = AgreeForm(posted(request) if sent == "agree" else None, initial=first)
    noting = NoteForm(
        posted(request) if sent in ("refuse", "revoke") else None, initial=first
    )
    form = agreeing if sent == "agree" else noting
    if sent in ACTS and (
        address := _done(request, form, _act(actor, grant, form, sent))
    ):
        messages.success(request, _("Saved."))
        return redirect(address)
    acts = allowed_acts(actor, grant)
    context = {
        "grant": grant,
        "record": grant.record,
        "state": state_of(grant, today),
        "agreeing": agreeing,
        "noting": noting,
        "form": form,
        "may_decide": "approve" in acts,
        "may_revoke": "end" in acts,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Grants to read"), reverse("grants")),
            (grant.record.number, ""),
        ],
    }
    return render(request, "archive/grants/page.html", context, status=_status(form))


ACTS: dict[str, Callable[..., ReadingGrant]] = {
    "agree": agree_to_reading,
    "refuse": refuse_reading,
    "revoke": revoke_reading,
}


def _act(
    actor: Actor, grant: ReadingGrant, form: forms.Form, sent: str
) -> Callable[[], str]:
    def act() -> str:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        ACTS[sent](actor=actor, grant_id=grant.pk, expected_version=version, **given)
        return reverse("grant_page", args=[grant.pk])

    return act


def _done(
    request: HttpRequest, form: AskForm | AgreeForm | NoteForm, act: Callable[[], str]
) -> str:
    """Do what the form says; return where it leads, or nothing with its faults."""
    if request.method != "POST" or not form.is_valid():
        return ""
    try:
        return once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
    return ""


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
