"""Acts on a move, each on a page that says first what it does and what it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.admin.custody import forms
from archive.admin.custody.pages import find
from archive.admin.custody.words import WORDS, crumbs_of, page_of_move
from archive.admin.disposal.posted import posted
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts
from archive.custody.checking import start_check
from archive.custody.deciding import (
    abort_move,
    approve_move,
    object_to_move,
    submit_move,
)
from archive.custody.models import CustodyMove
from archive.custody.moving import execute_move
from archive.custody.packaging import make_package_again
from archive.custody.states import MoveKind
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveActPage:
    """One act: `consequence` is told before, `done` after."""

    title: str | Promise
    consequence: str | Promise
    done: str | Promise
    icon: str
    does: Callable[..., object]
    form: type[forms.MoveActForm] = forms.MoveActForm


def _checked(**given: object) -> None:
    given.pop("expected_version")
    start_check(**given)  # type: ignore[arg-type]


#: By the name of the act, as `allowed_acts` gives it.
PAGES = {
    "submit": MoveActPage(
        title=_("Submit to the receiver"),
        consequence=_(
            "The receiver compares the list with the files. What may not move any more"
            " drops out first, with its reason."
        ),
        done=_("The list lies with the receiver. Nothing has moved yet."),
        icon="send",
        does=submit_move,
    ),
    "approve": MoveActPage(
        title=_("Accept the list"),
        consequence=_(
            "Accepting says that list and files agree. Then both heads sign the berita"
            " acara; nothing moves before."
        ),
        done=_("The list is accepted. Now the documents are signed."),
        icon="stamp",
        does=approve_move,
    ),
    "object": MoveActPage(
        title=_("Object to the list"),
        consequence=_(
            "The list goes back to its keeper with your reason. Its documents count no"
            " more."
        ),
        done=_("The list is with its keeper again."),
        icon="undo-2",
        does=object_to_move,
        form=forms.MoveReasonForm,
    ),
    "package": MoveActPage(
        title=_("Make the package again"),
        consequence=_(
            "The package of the files is written anew and kept for seven days. Hashes"
            " that were checked are checked again."
        ),
        done=_("The package is being written."),
        icon="archive",
        does=make_package_again,
    ),
    "check": MoveActPage(
        title=_("Check the hashes"),
        consequence=_(
            "Every file of the package is compared with what was captured. The list"
            " says which record files agree."
        ),
        done=_("The hashes are being compared. Look again in a moment."),
        icon="shield-check",
        does=_checked,
    ),
    "execute": MoveActPage(
        title=_("Carry this list out"),
        consequence=_(
            "Custody goes to the receiver, file by file, each with all its records."
            " What a hold has come to keep stays where it is."
        ),
        done=_("The work has begun and goes on by itself."),
        icon="package",
        does=execute_move,
    ),
    "abort": MoveActPage(
        title=_("Call the list off"),
        consequence=_(
            "The list ends for good and stays to be read. Its files stay where they are"
            " and may be listed again."
        ),
        done=_("The list is called off."),
        icon="ban",
        does=abort_move,
        form=forms.MoveReasonForm,
    ),
}


def move_act(
    request: HttpRequest, kind: MoveKind, act: str, **ids: UUID
) -> HttpResponse:
    """Say what the act does; then do it, once."""
    actor, page = acting(request), PAGES[act]
    found = find(actor, kind, ids[f"{WORDS[kind].name}_id"])
    form = page.form(posted(request), found=found)
    access.require(actor, f"custody.{act}", found)
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
        return redirect(page_of_move(found))
    context = {
        "page": page,
        "found": found,
        "form": form,
        "back": page_of_move(found),
        "crumbs": crumbs_of(found, str(page.title)),
    }
    status = 422 if form.errors else 200
    return render(request, "archive/custody/act.html", context, status=status)


def _doing(
    actor: Actor, page: MoveActPage, form: forms.MoveActForm, found: CustodyMove
) -> Callable[[], str]:
    def act() -> str:
        given = dict(form.cleaned_data)
        read = given.pop("version")
        page.does(actor=actor, move_id=found.pk, expected_version=read, **given)
        return page_of_move(found)

    return act
