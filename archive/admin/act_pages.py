"""A page that says what an act on a list does, and what not; then does it, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainActPage:
    """One act: `consequence` is told before, `done` after.

    `does` takes the actor, the version that was read and what `form` asks.
    """

    title: str | Promise
    consequence: str | Promise
    done: str | Promise
    icon: str
    does: Callable[..., object]
    form: Callable[..., Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainAct:
    """The act on one thing: how it is done, where it leads, whether it is open now."""

    page: PlainActPage
    found: object
    do: Callable[..., object]
    is_open: bool
    back: str
    crumbs: Sequence[tuple[str, str]]


def answer_act(request: HttpRequest, form: Any, act: PlainAct) -> HttpResponse:
    """Show what the act does; sent, do it once and go back to the thing."""
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: _done(act, form))
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, str(act.page.done))
            return redirect(address)
    elif not act.is_open:
        messages.info(request, _("This is not to be done here now, or not by you."))
        return redirect(act.back)
    context = {
        "page": act.page,
        "found": act.found,
        "form": form,
        "back": act.back,
        "crumbs": act.crumbs,
    }
    status = 422 if form.errors else 200
    return render(request, "archive/custody/act.html", context, status=status)


def _done(act: PlainAct, form: forms.Form) -> str:
    given = dict(form.cleaned_data)
    read = given.pop("version")
    act.do(expected_version=read, **given)
    return act.back
