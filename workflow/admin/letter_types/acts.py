"""Acts on a type: put in force, end, throw the written version away."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, Stale, StateForbids
from eoffice.once.forms import once, once_in_steps
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from workflow.admin.letter_types.act_forms import ActivateForm, RetireForm
from workflow.letter_types.changing import (
    activate_type_version,
    drop_type_draft,
    retire_type,
)
from workflow.letter_types.models import LetterType
from workflow.samples.pages import sample_faults

REFUSALS = (Invalid, Stale, StateForbids)


@require_POST
@office_view
def type_activate(request: HttpRequest, code: str) -> HttpResponse:
    """Put the written version in force, once its page was drawn and judged."""
    actor = administrator(request)
    form = ActivateForm(request.POST)
    if not form.is_valid():
        return _back(request, code, *form.errors.get("from_on", ()))

    def act() -> str:
        activate_type_version(
            actor=actor,
            code=code,
            from_on=form.cleaned_data["from_on"],
            judge=partial(sample_faults, actor=actor),
        )
        return _address(code)

    try:
        # In steps: drawing the page is slow, and no transaction may wait for it.
        once_in_steps(request, act)
    except REFUSALS as refusal:
        return _refused(request, code, refusal)
    messages.success(request, _("In force. New letters are made by this version."))
    return redirect(_address(code))


@require_POST
@office_view
def type_retire(request: HttpRequest, code: str) -> HttpResponse:
    """End the type for new letters."""
    actor = administrator(request)
    form = RetireForm(request.POST)
    if not form.is_valid():
        return _back(request, code, _("Say why, or on what decree it rests."))

    def act() -> str:
        retire_type(actor=actor, code=code, reason=form.cleaned_data["reason"])
        return _address(code)

    try:
        once(request, act)
    except REFUSALS as refusal:
        return _refused(request, code, refusal)
    messages.success(request, _("No new letters of this type are made from now on."))
    return redirect(_address(code))


@require_POST
@office_view
def type_drop(request: HttpRequest, code: str) -> HttpResponse:
    """Throw away what was being written."""
    actor = administrator(request)

    def act() -> str:
        drop_type_draft(actor=actor, code=code)
        is_left = LetterType.objects.filter(code=code).exists()
        return _address(code) if is_left else reverse("letter_types")

    try:
        address = once(request, act)
    except REFUSALS as refusal:
        return _refused(request, code, refusal)
    return redirect(address)


def _address(code: str) -> str:
    return reverse("letter_type", args=[code])


def _refused(request: HttpRequest, code: str, refusal: Exception) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, Invalid) else []
    told = [str(one.message) for one in faults] or [str(refusal)]
    return _back(request, code, *told)


def _back(request: HttpRequest, code: str, *told: str) -> HttpResponse:
    for words in told:
        messages.error(request, words)
    return redirect(_address(code))
