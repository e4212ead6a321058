"""Acts on a move, each on a page that says first what it does and what it does not."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from archive.admin.act_pages import PlainAct, PlainActPage, answer_act
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
from archive.custody.moving import execute_move
from archive.custody.packaging import make_package_again
from archive.custody.states import MoveKind
from eoffice.shell.acting import acting


def _checked(**given: object) -> None:
    given.pop("expected_version")
    start_check(**given)  # type: ignore[arg-type]


#: By the name of the act, as `allowed_acts` gives it.
PAGES = {
    "submit": PlainActPage(
        title=_("Submit to the receiver"),
        consequence=_(
            "The receiver compares the list with the files. What may not move any more"
            " drops out first, with its reason."
        ),
        done=_("The list lies with the receiver. Nothing has moved yet."),
        icon="send",
        does=submit_move,
        form=forms.MoveActForm,
    ),
    "approve": PlainActPage(
        title=_("Accept the list"),
        consequence=_(
            "Accepting says that list and files agree. Then both heads sign the berita"
            " acara; nothing moves before."
        ),
        done=_("The list is accepted. Now the documents are signed."),
        icon="stamp",
        does=approve_move,
        form=forms.MoveActForm,
    ),
    "object": PlainActPage(
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
    "package": PlainActPage(
        title=_("Make the package again"),
        consequence=_(
            "The package of the files is written anew and kept for seven days. Hashes"
            " that were checked are checked again."
        ),
        done=_("The package is being written."),
        icon="archive",
        does=make_package_again,
        form=forms.MoveActForm,
    ),
    "check": PlainActPage(
        title=_("Check the hashes"),
        consequence=_(
            "Every file of the package is compared with what was captured. The list"
            " says which record files agree."
        ),
        done=_("The hashes are being compared. Look again in a moment."),
        icon="shield-check",
        does=_checked,
        form=forms.MoveActForm,
    ),
    "execute": PlainActPage(
        title=_("Carry this list out"),
        consequence=_(
            "Custody goes to the receiver, file by file, each with all its records."
            " What a hold has come to keep stays where it is."
        ),
        done=_("The work has begun and goes on by itself."),
        icon="package",
        does=execute_move,
        form=forms.MoveActForm,
    ),
    "abort": PlainActPage(
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
    access.require(actor, f"custody.{act}", found)
    return answer_act(
        request,
        page.form(posted(request), found=found),
        PlainAct(
            page=page,
            found=found,
            do=partial(page.does, actor=actor, move_id=found.pk),
            is_open=act in allowed_acts(actor, found),
            back=page_of_move(found),
            crumbs=crumbs_of(found, str(page.title)),
        ),
    )
