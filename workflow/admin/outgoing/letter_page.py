"""`/naskah-keluar/<id>/`: the letter, where it is, and what one may do with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.approval.route_parts import route_part
from workflow.admin.letters.letter_tags import status_sign
from workflow.admin.letters.timeline_moments import moment
from workflow.admin.letters.version_changes import changes_part
from workflow.admin.letters.viewing import viewer_part
from workflow.admin.outgoing.amendments_part import amended_part
from workflow.admin.signing.secret_sheet import secret_sheet
from workflow.approval.models import StepState
from workflow.approval.operations.withdrawing import note_letter_seen
from workflow.approval.queries.withdrawal import withdrawable_step
from workflow.letters import access
from workflow.letters.models import LetterStatus, RecipientKind, StepKind
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.letter_facts import LetterFacts, read_letter


def _delivered(reading: LetterFacts) -> list[dict[str, str]]:
    sent = {d.recipient_id: d for d in reading.deliveries}
    rows = []
    to_first = sorted(reading.recipients, key=lambda one: one.kind == RecipientKind.CC)
    for recipient in to_first:
        delivery = sent.get(recipient.pk)
        told, icon = _("Not sent yet"), "circle"
        if delivery is not None and delivery.read_at:
            reader = delivery.read_by.name if delivery.read_by else ""
            told = _("Read by %(name)s, %(at)s") % {
                "name": reader,
                "at": moment(delivery.read_at),
            }
            icon = "circle-check"
        elif delivery is not None and delivery.delivered_at:
            told, icon = _("Arrived, nobody has read it yet"), "mail"
        elif delivery is not None:
            told, icon = _("Outside: hand over the file yourself"), "external-link"
        copied = recipient.kind == RecipientKind.CC
        rows.append(
            {
                "name": str(recipient),
                "told": told,
                "icon": icon,
                "part": pgettext("recipient", "Copy") if copied else "",
            }
        )
    return rows


def _acts(reading: LetterFacts, actor: Actor) -> dict[str, object]:
    letter = reading.letter
    step = reading.open_step_of(actor)
    signs = step is not None and step.kind == StepKind.SIGNATURE
    decided = any(s.state == "approved" for s in reading.steps)
    drafts = access.may(actor, "letter.recall", letter)
    return {
        "step": step,
        "may_sign": signs and letter.status == LetterStatus.AWAITING_SIGNATURE,
        "may_initial": step is not None and not signs,
        "may_recall": drafts and letter.is_under_approval and not decided,
        "may_edit": drafts and letter.is_editable,
        "may_correct": letter.is_in_force
        and access.may(actor, "letter.correct", letter),
        "may_revoke": letter.is_in_force and access.may(actor, "letter.revoke", letter),
        "withdrawable": withdrawable_step(actor, letter, reading.steps),
    }


def page_context(reading: LetterFacts, actor: Actor, fault: str) -> dict[str, object]:
    """Return all that the page shows; `fault` reopens the secret sheet."""
    letter = reading.letter
    acts = _acts(reading, actor)
    crumbs = [(_("Outgoing letters"), reverse("letter_list")), (_("Letter"), "")]
    notes = [n for n in reading.notes if n.version_id == letter.current_version_id]
    return {
        **acts,
        **amended_part(letter, actor),
        "crumbs": crumbs,
        "letter": letter,
        "shown_title": shown_title(letter),
        "status": status_sign(letter),
        "version": reading.version,
        "viewer": viewer_part(reading),
        "route": route_part(reading, actor),
        "changes": changes_part(reading),
        "delivered": _delivered(reading),
        "notes": notes,
        "attachments": letter.attachments.all(),
        "sheet": secret_sheet(reading, actor, fault) if acts["may_sign"] else None,
        "signature": reading.signature,
    }


def show(
    request: HttpRequest, letter_id: UUID, *, fault: str = "", status: int = 200
) -> HttpResponse:
    """Render the page, after a refused act with its reason."""
    actor = acting(request)
    reading = read_letter(actor, letter_id)
    context = page_context(reading, actor, fault)
    context["fault"] = fault
    context["just_initialled"] = any(
        str(step.pk) == request.GET.get("paraf") and actor.holds(step.position_id)
        for step in reading.steps
        if step.state == StepState.APPROVED
    )
    return render(request, "workflow/outgoing/read.html", context, status=status)


def letter_read(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show the letter; one's own draft that was never submitted opens for writing."""
    actor = acting(request)
    letter = access.visible_letter(actor, letter_id)
    if letter.current_version_id is None and access.may(actor, "letter.edit", letter):
        return redirect("letter_edit", letter_id=letter.pk)
    note_letter_seen(actor=actor, letter_id=letter_id)
    return show(request, letter_id)
