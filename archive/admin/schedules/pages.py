"""`/pengaturan/jra/`: versions of the retention schedule and what one changes."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from archive.admin.disposal.posted import posted
from archive.admin.schedules.forms import BringForm, ForceForm, GiveUpForm, today_first
from archive.retention.decree import RETENTION_DECREE
from archive.retention.models import RetentionRule
from archive.retention.versions import ScheduleState, ScheduleVersion
from archive.schedules.access import visible_version
from archive.schedules.differences import differences_of
from archive.schedules.drafting import ScheduleInput, bring_schedule
from archive.schedules.entering import give_up_draft, put_in_force
from archive.schedules.giving import NAME, schedule_workbook
from archive.schedules.models import ChangeKind
from archive.schedules.simulating import SOONER, moved_files, simulate
from archive.schedules.tables import ScheduleLineGiven, schedule_of_upload
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from eoffice.shell.queue import Tag
from eoffice.spreadsheets import MEDIA_TYPE, file_answer

SHOWN = 100  # codes of a kind
SIGNS = {
    ScheduleState.DRAFT: ("file-pen", "info"),
    ScheduleState.IN_FORCE: ("circle-check", "ok"),
    ScheduleState.REPLACED: ("history", ""),
    ScheduleState.ABANDONED: ("ban", ""),
}


def state_of(version: ScheduleVersion) -> Tag:
    """Return where the version stands, as a tag."""
    icon, kind = SIGNS[ScheduleState(version.state)]
    return Tag(text=version.get_state_display(), icon=icon, kind=kind)


@office_view
def schedules(request: HttpRequest) -> HttpResponse:
    """Show the versions, newest first; take a new one as a draft."""
    actor = administrator(request)
    form = BringForm(posted(request), request.FILES or None, initial=today_first())

    def read() -> Callable[[], str]:
        given = dict(form.cleaned_data)
        lines = schedule_of_upload(given.pop("file"))
        return partial(bring, given, lines)

    def bring(given: dict[str, Any], lines: list[ScheduleLineGiven]) -> str:
        made = bring_schedule(actor=actor, schedule=ScheduleInput(lines=lines, **given))
        return reverse("schedule_page", args=[made.pk])

    if address := _done(request, form, read):
        messages.success(request, _("Kept as a draft. Nothing has changed yet."))
        return redirect(address)
    rows = ScheduleVersion.objects.select_related("brought_by")[:SHOWN]
    context = {
        "form": form,
        "rows": [(one, state_of(one)) for one in rows],
        "rules": RetentionRule.objects.filter(valid_to_on__isnull=True).count(),
        "decree": RETENTION_DECREE.current(),
    }
    return render(request, "archive/schedules/list.html", context, status=_status(form))


@office_view
@require_GET
def schedule_sheet(request: HttpRequest) -> HttpResponse:
    """Give the rules in force as a table; `?riwayat=1` with those that ended."""
    administrator(request)
    history = request.GET.get("riwayat") == "1"
    book = schedule_workbook(with_history=history)
    return file_answer(book, MEDIA_TYPE, NAME)


@office_view
def schedule_page(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show one version; of a draft what it changes. Sent, let it hold or give it up."""
    actor, sent = administrator(request), request.POST.get("act", "")
    version = visible_version(actor, version_id)
    first = {"version": version.row_version}
    forcing = ForceForm(posted(request) if sent == "force" else None, initial=first)
    leaving = GiveUpForm(posted(request) if sent == "leave" else None, initial=first)
    form = forcing if sent == "force" else leaving
    if sent in ACTS and (
        address := _done(request, form, lambda: _act(actor, version, form))
    ):
        messages.success(request, _("Saved."))
        return redirect(address)
    context = {
        "version": version,
        "state": state_of(version),
        "form": form,
        "forcing": forcing,
        "leaving": leaving,
        "is_own": version.brought_by_id == actor.official.pk,
        "is_draft": version.state == ScheduleState.DRAFT,
        **(_drafted(version) if version.state == ScheduleState.DRAFT else {}),
        "changes": version.changes.count(),
    }
    return render(request, "archive/schedules/page.html", context, status=_status(form))


ACTS = ("force", "leave")


def _act(
    actor: Actor, version: ScheduleVersion, form: ForceForm | GiveUpForm
) -> Callable[[], str]:
    def act() -> str:
        given = form.cleaned_data
        told: dict[str, Any] = {
            "actor": actor,
            "version_id": version.pk,
            "expected_version": given["version"],
        }
        if isinstance(form, ForceForm):
            put_in_force(confirmed_sooner=given["sooner"], **told)
        else:
            give_up_draft(**told)
        return reverse("schedule_page", args=[version.pk])

    return act


def _drafted(version: ScheduleVersion) -> dict[str, object]:
    """Return what the draft changes: rules by code, and files by kind."""
    found, simulated = differences_of(version), simulate(version)
    kinds = [kind for kind in (*SOONER, ChangeKind.LATER) if kind in simulated.counts]
    return {
        "found": found,
        "shown": SHOWN,
        "new": found.new[:SHOWN],
        "changed": found.changed[:SHOWN],
        "gone": found.gone[:SHOWN],
        "gaps": found.gaps[:SHOWN],
        "simulated": simulated,
        "kinds": [
            (kind.label, simulated.counts[kind], moved_files(version, kind))
            for kind in kinds
        ],
        "same_dates": simulated.counts.get(ChangeKind.SAME, 0),
    }


def _done(
    request: HttpRequest,
    form: BringForm | ForceForm | GiveUpForm,
    ready: Callable[[], Callable[[], str]],
) -> str:
    """Make the act ready outside its transaction, for the sandbox is slow; then act."""
    if request.method != "POST" or not form.is_valid():
        return ""
    try:
        return once(request, ready())
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
    return ""


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
