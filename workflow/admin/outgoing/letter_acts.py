"""What a person does to a letter from its page: one operation each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from eoffice.errors import OfficeError
from eoffice.identifiers import as_uuid
from eoffice.once.forms import once, once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from workflow.admin.outgoing.just_done import after_initial
from workflow.admin.outgoing.letter_page import show
from workflow.approval.errors import NotWithdrawable, StepAlreadyDecided
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import recall_letter
from workflow.approval.operations.withdrawing import withdraw_initial
from workflow.letters import access
from workflow.letters.errors import SigningUnderWay
from workflow.letters.operations.revoking import clone_letter
from workflow.letters.operations.throwing_away import delete_draft
from workflow.outgoing.allowed_acts import may_edit
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NotAtSignature


@require_POST
def letter_initial(
    request: HttpRequest, letter_id: UUID, step_id: UUID
) -> HttpResponse:
    """Put one's initial; pressing twice is told, not punished."""
    actor = acting(request)

    def act() -> str:
        approve_step(actor=actor, letter_id=letter_id, step_id=step_id)
        # From a row of the queue, where the letter was read whole: back to the queue.
        if "antrean" in request.GET:
            return reverse("wagtailadmin_home")
        return after_initial(actor, letter_id, step_id)

    try:
        address = once(request, act)
        if "antrean" in request.GET:
            messages.success(request, _("Initial kept."))
        return redirect(address)
    # Pressed twice, or by a colleague at the same position: it is done.
    except StepAlreadyDecided:
        messages.info(request, _("Decided already; it need not be done again."))
    return redirect("letter_read", letter_id=letter_id)


@require_POST
def letter_initial_withdraw(
    request: HttpRequest, letter_id: UUID, step_id: UUID
) -> HttpResponse:
    """Take one's initial back, as long as the next person has not looked."""
    actor = acting(request)

    def act() -> str:
        withdraw_initial(actor=actor, letter_id=letter_id, step_id=step_id)
        return reverse("letter_read", args=[letter_id])

    try:
        once(request, act)
    except (NotWithdrawable, SigningUnderWay) as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Initial taken back. The letter is with you."))
    return redirect("letter_read", letter_id=letter_id)


@sensitive_post_parameters("passphrase")
@require_POST
def letter_sign(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Sign with the secret; a wrong one keeps the page and says what is left."""
    actor = acting(request)
    secret = Secret(request.POST.get("passphrase", ""))

    def act() -> str:
        sign_letter(
            actor=actor,
            letter_id=letter_id,
            secret=secret,
            version_id=as_uuid(request.POST.get("version", "")),
        )
        return reverse("letter_read", args=[letter_id])

    try:
        # In steps: signing is slow, and its three strides commit on their own.
        address = once_in_steps(request, act)
    except WrongSecret as refusal:
        kept = _("Your choices are kept.")
        reason = refusal.faults[0].message if refusal.faults else refusal
        told = f"{reason} {kept}"
        return show(request, letter_id, fault=told, status=refusal.status)
    except NotAtSignature as refusal:
        return _already_signed(request, letter_id, refusal)
    except OfficeError as refusal:
        return show(request, letter_id, fault=str(refusal), status=refusal.status)
    letter = access.visible_letter(actor, letter_id)
    told = _("Signed with number %(number)s; it is on its way.")
    messages.success(request, told % {"number": letter.number})
    return redirect(address)


def _already_signed(
    request: HttpRequest, letter_id: UUID, refusal: NotAtSignature
) -> HttpResponse:
    letter = access.visible_letter(acting(request), letter_id)
    if not letter.is_issued:
        return show(request, letter_id, fault=str(refusal), status=refusal.status)
    messages.info(request, _("This letter is signed already."))
    return redirect("letter_read", letter_id=letter_id)


@require_POST
def letter_recall(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Take a letter back to correct it, before anybody decided."""
    actor = acting(request)

    def act() -> str:
        reason = request.POST.get("reason", "").replace("\0", "")
        recall_letter(actor=actor, letter_id=letter_id, reason=reason)
        return _after_recall(actor, letter_id)

    try:
        address = once(request, act)
    except StepAlreadyDecided:
        told = _("It bears initials: say why it is taken back, or ask for its return.")
        messages.error(request, told)
        return redirect("letter_read", letter_id=letter_id)
    messages.success(request, _("Taken back. It is a draft again."))
    return redirect(address)


def _after_recall(actor: Actor, letter_id: UUID) -> str:
    """Return the editor for the drafter; a superior stays with the letter."""
    letter = access.visible_letter(actor, letter_id)
    name = "letter_edit" if may_edit(actor, letter) else "letter_read"
    return reverse(name, args=[letter_id])


@require_POST
def letter_copy_act(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Start a new draft with what this letter says."""
    actor = acting(request)

    def act() -> str:
        made = clone_letter(actor=actor, letter_id=letter_id)
        return reverse("letter_edit", args=[made.pk])

    address = once(request, act)
    messages.success(request, _("Copied. This is the new draft."))
    return redirect(address)


@require_POST
def letter_delete(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Throw away a draft that was never submitted."""
    actor = acting(request)

    def act() -> str:
        delete_draft(actor=actor, letter_id=letter_id)
        return reverse("letter_list")

    address = once(request, act)
    messages.success(request, _("The draft is thrown away."))
    return redirect(address)
