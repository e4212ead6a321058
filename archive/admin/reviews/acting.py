"""Acts on a review, each on a page that says first what it does and what not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.admin.disposal.posted import posted
from archive.admin.reviews import forms
from archive.admin.reviews.shown import crumbs_of, page_of_review
from archive.disposal.deciding import DecisionLetter
from archive.reviews import access
from archive.reviews.allowed_acts import allowed_acts
from archive.reviews.deciding import (
    abort_review,
    approve_review,
    return_review,
    submit_review,
)
from archive.reviews.models import Review
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting


def _approve(*, number: str, date: Any, by: str, **which: Any) -> Review:
    letter = DecisionLetter(number=number, date=date, by=by)
    return approve_review(letter=letter, **which)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewActPage:
    """One act: `consequence` is told before, `done` after."""

    title: str | Promise
    consequence: str | Promise
    done: str | Promise
    icon: str
    does: Callable[..., Review]
    form: type[forms.ReviewActForm] = forms.ReviewActForm


#: By the name of the act, as `allowed_acts` gives it.
PAGES = {
    "submit": ReviewActPage(
        title=_("Submit to the committee"),
        consequence=_(
            "The committee appraises file by file. What a hold keeps or what changed"
            " drops out first, with its reason."
        ),
        done=_("The list lies with the committee."),
        icon="send",
        does=submit_review,
    ),
    "approve": ReviewActPage(
        title=_("Decide by berita acara"),
        consequence=_(
            "Each file follows the committee's word: kept for good, kept until its day,"
            " or free for a destruction list. Nothing is destroyed by this."
        ),
        done=_("The review is decided and the files follow it."),
        icon="stamp",
        does=_approve,
        form=forms.DecisionForm,
    ),
    "return": ReviewActPage(
        title=_("Send the list back"),
        consequence=_(
            "The list is prepared again. The committee's words stay to be read."
        ),
        done=_("The list is with the archivist again."),
        icon="undo-2",
        does=return_review,
        form=forms.ReviewReasonForm,
    ),
    "abort": ReviewActPage(
        title=_("Call the list off"),
        consequence=_(
            "The list ends for good and stays to be read. Its files keep their dates"
            " and may be listed again."
        ),
        done=_("The list is called off."),
        icon="ban",
        does=abort_review,
        form=forms.ReviewReasonForm,
    ),
}


def review_act(request: HttpRequest, act: str, review_id: UUID) -> HttpResponse:
    """Say what the act does; then do it, once."""
    actor, page = acting(request), PAGES[act]
    found = access.visible_review(actor, review_id)
    access.require(actor, f"review.{act}", found)
    form = page.form(posted(request), found=found)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, _doing(actor, page, form, found))
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, str(page.done))
            return redirect(address)
    elif act not in allowed_acts(actor, found):
        messages.info(request, _("This is not to be done here now, or not by you."))
        return redirect(page_of_review(found))
    context = {
        "page": page,
        "found": found,
        "form": form,
        "back": page_of_review(found),
        "crumbs": crumbs_of(found, str(page.title)),
    }
    status = 422 if form.errors else 200
    return render(request, "archive/custody/act.html", context, status=status)


def _doing(
    actor: Actor, page: ReviewActPage, form: forms.ReviewActForm, found: Review
) -> Callable[[], str]:
    def act() -> str:
        given = dict(form.cleaned_data)
        read = given.pop("version")
        page.does(actor=actor, review_id=found.pk, expected_version=read, **given)
        return page_of_review(found)

    return act
