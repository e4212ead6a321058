"""One way to run an operation from a form: done, asked for, or refused at its field.

What takes two administrators is asked for here and shown on the page of agreements.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from eoffice.administration.agreeing import AgreementOutcome, do_or_ask
from eoffice.errors import Invalid, Stale, StateForbids
from eoffice.organisation.administrator import administrator
from eoffice.shell.forms import OfficeFormMixin

Thing = TypeVar("Thing")


def done(form: OfficeFormMixin, act: Callable[[], Thing]) -> Thing | None:
    """Return what `act` returns; a refusal goes into the form and gives nothing."""
    try:
        return act()
    # no NotFound: a page that is not theirs is no fault of a field
    except (Invalid, Stale, StateForbids) as refusal:
        form.take(refusal)
        return None


def done_or_asked(
    request: HttpRequest, form: OfficeFormMixin, act: str, **arguments: Any
) -> AgreementOutcome | None:
    """Do the act or ask for it; a refusal goes into the form and gives nothing."""
    actor = administrator(request)
    return done(form, lambda: do_or_ask(act, actor=actor, **arguments))


def answer_to(
    request: HttpRequest, outcome: AgreementOutcome, said: str, page: str, *ids: Any
) -> HttpResponse:
    """Lead to the page with the words, or to what waits for a second administrator."""
    if outcome.agreement is not None:
        return waiting(request)
    messages.success(request, said)
    return redirect(page, *ids)


def waiting(request: HttpRequest) -> HttpResponse:
    """Lead to what waits for a second administrator."""
    messages.info(request, _("This takes two. It waits for a second administrator."))
    return redirect("account_agreements")
