"""`/naskah-keluar/teks-unit/`: the texts of one's units, renamed and retired here."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, Stale
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.admin.drafting.typed_letter import typed_version
from workflow.unit_texts.keeping import (
    TextChanges,
    change_unit_text,
    retire_unit_text,
)
from workflow.unit_texts.queries import texts_to_keep_up


def unit_texts(request: HttpRequest) -> HttpResponse:
    """List snippets and templates."""
    texts = texts_to_keep_up(acting(request))
    context = {"texts": texts}
    return render(request, "workflow/drafting/unit_texts/list.html", context)


def _done(request: HttpRequest, act: Callable[[], object], told: str) -> HttpResponse:
    here = reverse("unit_texts")

    def press() -> str:
        act()
        return here

    try:
        once(request, press)
    except Invalid as refusal:
        messages.error(request, str(refusal.faults[0].message))
    except Stale as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, told)
    return redirect(here)


@require_POST
def unit_text_rename(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Give a text another name, once."""
    actor = acting(request)
    changes = TextChanges(name=request.POST.get("name", ""))
    version = typed_version(request.POST)

    def act() -> object:
        return change_unit_text(
            actor=actor,
            text_id=text_id,
            row_version=version,
            changes=changes,
        )

    return _done(request, act, _("Renamed."))


@require_POST
def unit_text_retire(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Offer a text no more, once."""
    actor = acting(request)
    return _done(
        request,
        lambda: retire_unit_text(actor=actor, text_id=text_id),
        _("No longer offered. Letters made with it stay as they are."),
    )
