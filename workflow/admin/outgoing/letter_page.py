"""`/naskah-keluar/<id>/`: the letter, where it is, and what one may do with it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.approval.notes_part import note_lines
from workflow.admin.dispatches.listing import LOOKS
from workflow.admin.letters.letter_tags import status_tag
from workflow.admin.letters.timeline_moments import moment
from workflow.admin.letters.version_changes import changes_part, compared
from workflow.admin.letters.viewing import viewer_part
from workflow.admin.outgoing.amendments_part import amended_part
from workflow.admin.outgoing.journey import live_part
from workflow.admin.outgoing.just_done import just_initialled
from workflow.admin.signing.secret_sheet import secret_sheet
from workflow.approval import access as approval_access
from workflow.approval.mentions import seats_to_call
from workflow.approval.models import ApprovalStep, StepState
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.approval.queries.notes import with_fates
from workflow.approval.queries.recalling import recall_takes_reason
from workflow.approval.queries.withdrawal import withdrawable_step
from workflow.dispatches.queries.shown import state_words
from workflow.drafting.series import access as series_access
from workflow.letters import access
from workflow.letters.models import (
    ISSUED,
    Letter,
    LetterAttachment,
    RecipientKind,
    StepKind,
)
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.allowed_acts import allowed_acts, may_edit
from workflow.outgoing.desk_round import round_of
from workflow.outgoing.letter_facts import LetterFacts, read_letter
from workflow.reading_views.states import ShownView, views_of
from workflow.security_class import is_classed
from workflow.signing.not_before import waiting_words


def _delivered(reading: LetterFacts) -> list[dict[str, Any]]:
    sent = {d.recipient_id: d for d in reading.deliveries}
    outside = {d.recipient_id: d for d in reading.dispatches}
    rows = []
    to_first = sorted(reading.recipients, key=lambda one: one.kind == RecipientKind.CC)
    for recipient in to_first:
        delivery = sent.get(recipient.pk)
        told, icon = _("Not sent yet"), "circle"
        dispatch = outside.get(recipient.pk)
        if dispatch is not None:
            told, icon = state_words(dispatch), LOOKS[dispatch.state][1]
        elif delivery is not None and delivery.read_at:
            reader = delivery.read_by.name if delivery.read_by else ""
            told = _("Read by %(name)s, %(at)s") % {
                "name": reader,
                "at": moment(delivery.read_at),
            }
            icon = "circle-check"
        elif delivery is not None and delivery.delivered_at:
            told, icon = _("Arrived, nobody has read it yet"), "mail"
        elif delivery is not None:
            told, icon = _("Outside: sending was not recorded"), "external-link"
        copied = recipient.kind == RecipientKind.CC
        rows.append(
            {
                "name": str(recipient),
                "told": told,
                "icon": icon,
                "dispatch": dispatch,
                "part": pgettext("recipient", "Copy") if copied else "",
            }
        )
    return rows


def _acts(reading: LetterFacts, actor: Actor) -> dict[str, Any]:
    letter, steps = reading.letter, reading.steps
    acts = allowed_acts(actor, letter, steps)
    withdraws = "withdraw" in acts
    return {
        "acts": acts,
        "repeats": series_access.may(actor, "series.begin", letter),
        "step": reading.open_step_of(actor) if "return" in acts else None,
        "recall_takes_reason": recall_takes_reason(steps),
        "movable": [s for s in steps if s.state == StepState.OPEN and _moves(actor, s)],
        "withdrawable": withdrawable_step(actor, letter, steps) if withdraws else None,
    }


def _moves(actor: Actor, step: ApprovalStep) -> bool:
    """Tell whether the step may be given to another desk or passed over by them."""
    if step.kind == StepKind.SIGNATURE:
        return False
    return any(approval_access.may(actor, f"step.{act}", step) for act in MOVES)


MOVES = ("reassign", "skip")


def page_context(reading: LetterFacts, actor: Actor, fault: str) -> dict[str, object]:
    """Return all that the page shows; `fault` reopens the secret sheet."""
    letter, pair = reading.letter, compared(reading)
    may = _acts(reading, actor)
    signs = "sign" in may["acts"]
    on_route = reading.takes_part and letter.status not in ISSUED
    crumbs = [(_("Outgoing letters"), reverse("letter_list")), (_("Letter"), "")]
    return {
        **may,
        **amended_part(letter, actor),
        "crumbs": crumbs,
        "letter": letter,
        "is_classed": is_classed(letter),
        "shown_title": shown_title(letter),
        "status": status_tag(letter),
        "waiting": waiting_words(letter) if letter.is_under_approval else "",
        "version": reading.version,
        "viewer": viewer_part(reading, pair),
        **live_part(reading, actor),
        "desk_round": round_of(actor, letter.pk) if may["step"] else None,
        "changes": changes_part(pair) if pair else None,
        "changed": pair.told if pair else "",
        "delivered": _delivered(reading),
        "note_lines": note_lines(
            with_fates(reading.notes, reading.version), letter, actor
        ),
        "to_call": seats_to_call(letter) if reading.notes and on_route else [],
        "on_route_side": reading.takes_part,
        "on_route": on_route,
        "attachments": _attachments(letter),
        "sheet": secret_sheet(reading, actor, fault) if signs else None,
        "signature": reading.signature,
    }


def _attachments(letter: Letter) -> list[tuple[LetterAttachment, ShownView | None]]:
    """Return each attachment with how far its reading view is."""
    rows = list(letter.attachments.all())
    views = views_of(row.stored for row in rows)
    return [(row, views.get(row.stored_id)) for row in rows]


def show(
    request: HttpRequest, letter_id: UUID, *, fault: str = "", status: int = 200
) -> HttpResponse:
    """Render the page, after a refused act with its reason."""
    actor = acting(request)
    reading = read_letter(actor, letter_id)
    context = page_context(reading, actor, fault)
    context["fault"] = fault
    context |= just_initialled(request, actor)
    return render(request, "workflow/outgoing/read.html", context, status=status)


def letter_read(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show the letter; one's own draft that was never submitted opens for writing."""
    actor = acting(request)
    letter = access.visible_letter(actor, letter_id)
    # A draft has no page to read yet: its drafter is taken to the editor.
    if letter.current_version_id is None and may_edit(actor, letter):
        return redirect("letter_edit", letter_id=letter.pk)
    note_letter_seen(actor=actor, letter_id=letter_id)
    return show(request, letter_id)
