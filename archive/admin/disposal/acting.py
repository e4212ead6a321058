"""Acts on a list, each on a page that says first what it does and what it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.admin.disposal import forms
from archive.admin.disposal.list_page import crumbs_of
from archive.admin.disposal.posted import posted
from archive.disposal import access
from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.deciding import (
    DecisionLetter,
    abort_list,
    approve_list,
    return_list,
    submit_list,
)
from archive.disposal.executing import execute_list, resume_list
from archive.disposal.models import ApprovalLevel, DestructionList
from archive.disposal.states import ItemState
from eoffice.accounts.step_up import require_step_up
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

Does = Callable[..., DestructionList]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPage:
    """One act: `consequence` is told before, `done` after; `does` takes the form."""

    title: str | Promise
    consequence: str | Promise
    button: str | Promise
    done: str | Promise
    icon: str
    form: type[forms.ActForm]
    does: Does
    is_final: bool = False  # cannot be taken back: asks for the password once more


def _submit(_given: dict[str, Any], **which: Any) -> DestructionList:
    return submit_list(**which)


def _approve(given: dict[str, Any], **which: Any) -> DestructionList:
    letter = DecisionLetter(number=given["number"], date=given["date"], by=given["by"])
    level = ApprovalLevel(given["level"])
    return approve_list(letter=letter, level=level, **which)


def _return(given: dict[str, Any], **which: Any) -> DestructionList:
    return return_list(reason=given["reason"], **which)


def _abort(given: dict[str, Any], **which: Any) -> DestructionList:
    return abort_list(reason=given["reason"], **which)


def _execute(given: dict[str, Any], **which: Any) -> DestructionList:
    return execute_list(typed_name=given["name"], **which)


def _resume(_given: dict[str, Any], **which: Any) -> DestructionList:
    return resume_list(**which)


#: By the name of the act, as `allowed_acts` gives it.
PAGES = {
    "submit": ActPage(
        title=_("Submit to the committee"),
        consequence=_(
            "The committee gives its word on each item. What may not be destroyed any"
            " more drops out first, with its reason. Submitting destroys nothing."
        ),
        button=_("Submit to the committee"),
        done=_("The list lies with the committee. Nothing is destroyed yet."),
        icon="send",
        form=forms.ActForm,
        does=_submit,
    ),
    "approve": ActPage(
        title=_("Enter a written approval"),
        consequence=_(
            "With the last approval that is needed the list can be carried out by two"
            " others. Approving has not destroyed anything yet."
        ),
        button=_("Enter the approval"),
        done=_("The approval is entered. Nothing is destroyed yet."),
        icon="stamp",
        form=forms.ApprovalForm,
        does=_approve,
    ),
    "return": ActPage(
        title=_("Send the list back"),
        consequence=_(
            "The list is prepared again. Approvals given so far count no more; the"
            " committee's words stay."
        ),
        button=_("Send back"),
        done=_("The list is with its archivist again."),
        icon="undo-2",
        form=forms.ListReasonForm,
        does=_return,
    ),
    "abort": ActPage(
        title=_("Call the list off"),
        consequence=_(
            "The list ends for good and stays to be read. Its records are kept and may"
            " be proposed again."
        ),
        button=_("Call off"),
        done=_("The list is called off. Nothing was destroyed by it."),
        icon="ban",
        form=forms.ListReasonForm,
        does=_abort,
    ),
    "execute": ActPage(
        title=_("Carry the list out"),
        consequence=_(
            "Records on this list are destroyed for good: files, texts, index. Two"
            " people carry it out, neither of whom proposed it."
        ),
        button=_("Carry out"),
        done=_("Your word is noted."),
        icon="flame",
        form=forms.ExecutionForm,
        does=_execute,
        is_final=True,
    ),
    "resume": ActPage(
        title=_("Go on with the list"),
        consequence=_(
            "The work ended before all of it was destroyed and proven. It goes on where"
            " it stood, with what hindered it and with the proof."
        ),
        button=_("Go on"),
        done=_("The work goes on."),
        icon="flame",
        form=forms.ActForm,
        does=_resume,
        is_final=True,
    ),
}


def list_act(request: HttpRequest, list_id: UUID, act: str) -> HttpResponse:
    """Say what the act does; then do it, once."""
    actor, page = acting(request), PAGES[act]
    found = access.visible_list(actor, list_id)
    form = page.form(posted(request), found=found)
    if request.method == "POST" and form.is_valid():
        if page.is_final:
            access.require(actor, f"disposal.{act}", found)
            require_step_up(request)
        try:
            address = once(request, _doing(actor, page, form, found))
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, str(page.done))
            return redirect(address)
    else:
        access.require(actor, f"disposal.{act}", found)
        if act not in allowed_acts(actor, found):
            # An old link, or the page of an act that was done meanwhile.
            messages.info(request, _("This is not to be done here now, or not by you."))
            return redirect("destruction_list", list_id)
    context = {
        "act": act,
        "page": page,
        "found": found,
        "count": found.items.filter(state=ItemState.LISTED).count(),
        "form": form,
        "crumbs": crumbs_of(found, str(page.title)),
    }
    status = 422 if form.errors else 200
    return render(request, "archive/disposal/act.html", context, status=status)


def _doing(
    actor: Actor, page: ActPage, form: forms.ActForm, found: DestructionList
) -> Callable[[], str]:
    def act() -> str:
        given = form.cleaned_data
        read = given["version"]
        page.does(given, actor=actor, list_id=found.pk, expected_version=read)
        return reverse("destruction_list", args=[found.pk])

    return act
