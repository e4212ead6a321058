"""`/naskah-keluar/tanda-tangan/`: read letter after letter, agree or skip.

Agreeing signs nothing; the secret comes at the end, once, for all that were agreed.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.users.models import UserProfile

from eoffice.identifiers import as_uuid
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.letters.timeline_moments import moment
from workflow.admin.letters.version_changes import changes_part, compared
from workflow.admin.letters.viewing import viewer_part
from workflow.admin.signing.bulk_choices import (
    ReadingRound,
    keep_choice,
    prune_choices,
    reading_round,
)
from workflow.admin.signing.bulk_secret import bulk_sheet
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.approval.queries.recalling import is_initialled
from workflow.letters.likeness import likeness
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.security_class import is_classed
from workflow.signing.not_before import waiting_words
from workflow.signing.queries.desk import trees_of


def reader_url(letter_id: UUID) -> str:
    """Return the address of a letter in the reader."""
    return f"{reverse('letters_sign')}?surat={letter_id}"


def _initials(reading: LetterFacts) -> list[dict[str, str]]:
    return [
        {"name": step.position.title, "at": moment(step.decided_at)}
        for step in reading.steps
        if is_initialled(step)
    ]


def _neighbours(current: ReadingRound, at: int) -> dict[str, str]:
    ids = [one.letter_id for one in current.letters]
    before = reader_url(ids[at - 1]) if at > 0 else ""
    after = reader_url(ids[at + 1]) if at + 1 < len(ids) else ""
    return {"before": before, "after": after}


def _one_of_round(current: ReadingRound, at: int, actor: Actor) -> dict[str, object]:
    one = current.letters[at]
    # Shown whole, so it counts as read, as on the letter's own page.
    note_letter_seen(actor=actor, letter_id=one.letter_id)
    reading = read_letter(actor, one.letter_id)
    pair = compared(reading)
    # All together in one query: what is alike can only be told side by side.
    trees = trees_of([other.version_id for other in current.letters])
    own = trees.pop(one.version_id)
    words = _("%(count)d letters to sign") % {"count": len(current.letters)}
    return {
        "crumbs": [(_("Home"), reverse("wagtailadmin_home")), (words, "")],
        "round": current,
        "one": one,
        "number": at + 1,
        "choice": current.chosen.get(one.letter_id, ""),
        "read": len(current.chosen),
        "viewer": viewer_part(reading, pair),
        "letter": reading.letter,
        "is_classed": is_classed(reading.letter),
        "waiting": waiting_words(reading.letter),
        "tree": own,
        "likeness": likeness(own, list(trees.values())),
        "changes": changes_part(pair) if pair else None,
        "initials": _initials(reading),
        "sheet": bulk_sheet(current, actor) if current.agreed else None,
        **_neighbours(current, at),
    }


def letters_sign(request: HttpRequest) -> HttpResponse:
    """Show one letter of the round: the one asked for, else the first unread."""
    actor = acting(request)
    current = reading_round(request, actor)
    prune_choices(request, current)
    at = current.place_of(as_uuid(request.GET.get("surat", "")))
    if at is None:
        first = current.next_unread(len(current.letters))
        if first is None:
            return redirect("letters_sign_secret")
        at = current.place_of(first.letter_id) or 0
    profile = UserProfile.get_for_user(request.user)
    context = {**_one_of_round(current, at, actor), "keys": profile.keyboard_shortcuts}
    return render(request, "workflow/signing/bulk_read.html", context)


@require_POST
def letters_sign_choose(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Keep agreed or skipped, and lead on to the next letter without a choice."""
    actor = acting(request)

    def act() -> str:
        current = reading_round(request, actor)
        at = current.place_of(letter_id)
        if at is None:  # signed, returned or taken back meanwhile: on with the rest
            return reverse("letters_sign")
        keep_choice(request, current.letters[at], request.POST.get("choice", ""))
        following = reading_round(request, actor).next_unread(at)
        if following is None:
            return reverse("letters_sign_secret")
        return reader_url(following.letter_id)

    return redirect(once(request, act))
