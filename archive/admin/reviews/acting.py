"""Acts on a review, each on a page that says first what it does and what not."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from archive.admin.act_pages import PlainAct, PlainActPage, answer_act
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
from eoffice.shell.acting import acting


def _approve(
    *, number: str = "", date: Any = None, by: str = "", **which: Any
) -> Review:
    """Decide by the document that was typed; by the copies signed here without one."""
    letter = DecisionLetter(number=number, date=date, by=by) if date else None
    return approve_review(letter=letter, **which)


#: By the name of the act, as `allowed_acts` gives it.
PAGES = {
    "submit": PlainActPage(
        title=_("Submit to the committee"),
        consequence=_(
            "The committee appraises file by file. What a hold keeps or what changed"
            " drops out first, with its reason."
        ),
        done=_("The list lies with the committee."),
        icon="send",
        does=submit_review,
        form=forms.ReviewActForm,
    ),
    "approve": PlainActPage(
        title=_("Decide by berita acara"),
        consequence=_(
            "Each file follows the committee's word: kept for good, kept until its day,"
            " or free for a destruction list. Nothing is destroyed by this."
        ),
        done=_("The review is decided and the files follow it."),
        icon="stamp",
        does=_approve,
        form=forms.decision_form,
    ),
    "return": PlainActPage(
        title=_("Send the list back"),
        consequence=_(
            "The list is prepared again. The committee's words stay to be read."
        ),
        done=_("The list is with the archivist again."),
        icon="undo-2",
        does=return_review,
        form=forms.ReviewReasonForm,
    ),
    "abort": PlainActPage(
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
    return answer_act(
        request,
        page.form(posted(request), found=found),
        PlainAct(
            page=page,
            found=found,
            do=partial(page.does, actor=actor, review_id=found.pk),
            is_open=act in allowed_acts(actor, found),
            back=page_of_review(found),
            crumbs=crumbs_of(found, str(page.title)),
        ),
    )
