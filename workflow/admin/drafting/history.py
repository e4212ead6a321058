"""`…/riwayat/`: earlier states of a draft, what differs from now, restoring one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import DifferencesPart
from workflow.admin.drafting.typed_letter import typed_version
from workflow.admin.letters.version_changes import difference_lines
from workflow.differences.versions import version_changes
from workflow.letters.content import build_tree, readable_body
from workflow.letters.models import DraftState, Letter
from workflow.letters.operations.drafting import tried_out
from workflow.letters.operations.restoring import input_of, restore_state
from workflow.letters.queries.shown import shown_title
from workflow.letters.queries.states import draft_to_write, state_of, states_of
from workflow.rendering.tree import LetterTree

MOST = 200  # stretches of writing shown; 30 hours of one person at the least


def _frame(letter: Letter, *more: tuple[str, str]) -> dict[str, object]:
    editor = reverse("letter_edit", args=[letter.pk])
    return {
        "crumbs": [(shown_title(letter), editor), *more],
        "letter": letter,
        "shown_title": shown_title(letter),
    }


def letter_history(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """List the states, the newest first."""
    letter = draft_to_write(acting(request), letter_id)
    states = states_of(letter).order_by("-pk")[:MOST]
    context = {**_frame(letter, (_("Earlier states"), "")), "states": states}
    return render(request, "workflow/drafting/history.html", context)


def _tree(letter: Letter) -> LetterTree:
    return build_tree(letter, body=readable_body(letter))


def _restored_tree(actor: Actor, state: DraftState) -> LetterTree:
    """Return the letter as restoring would make it; nothing is kept."""
    content = input_of(state, actor)
    with tried_out(actor=actor, letter_id=state.letter_id, content=content) as letter:
        return _tree(letter)


def letter_state(request: HttpRequest, letter_id: UUID, state_id: UUID) -> HttpResponse:
    """Show what restoring one state would change, and offer it."""
    actor = acting(request)
    letter = draft_to_write(actor, letter_id)
    state = state_of(letter, state_id)
    listed = reverse("letter_history", args=[letter.pk])
    context = {
        **_frame(letter, (_("Earlier states"), listed), (_("One state"), "")),
        "state": state,
    }
    try:
        context["differences"] = _differences(
            _tree(letter), _restored_tree(actor, state)
        )
    except Invalid as refusal:  # rules or seats have changed since: said, not hidden
        context["faults"] = refusal.faults
    return render(request, "workflow/drafting/state.html", context)


def _differences(now: LetterTree, then: LetterTree) -> DifferencesPart:
    count = version_changes(now, then).changed
    told = ngettext("%(count)d part differs", "%(count)d parts differ", count)
    return DifferencesPart(
        title=_("What restoring changes"),
        versions=_("from the text of now to this state"),
        changes=difference_lines((now, then)),
        rest=told % {"count": count} if count else _("Nothing differs from now."),
    )


@require_POST
def letter_restore(
    request: HttpRequest, letter_id: UUID, state_id: UUID
) -> HttpResponse:
    """Restore the state, once, and open the editor."""
    actor = acting(request)
    version = typed_version(request.POST)

    def act() -> str:
        restore_state(
            actor=actor, letter_id=letter_id, state_id=state_id, row_version=version
        )
        return reverse("letter_edit", args=[letter_id])

    try:
        address = once(request, act)
    except Stale:
        messages.error(request, _("The draft was changed meanwhile; compare again."))
        return redirect("letter_state", letter_id=letter_id, state_id=state_id)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
        return redirect("letter_state", letter_id=letter_id, state_id=state_id)
    messages.success(
        request, _("Restored. What stood before is among the earlier states.")
    )
    return redirect(address)
