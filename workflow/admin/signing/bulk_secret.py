"""`…/tanda-tangan/sandi/`: one secret for all letters that were agreed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from eoffice.errors import OfficeError
from eoffice.jobs.models import Job
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import Holding
from eoffice.shell.acting import acting
from eoffice.shell.components import SecretPanel, SecretSheet
from workflow.admin.signing.bulk_choices import ReadingRound, reading_round
from workflow.admin.signing.secret_sheet import as_whom
from workflow.approval.warnings import signing_warnings
from workflow.letters.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.queries.desk import AwaitingSignature
from workflow.signing.sessions.ending import KIND, UNDER_WAY
from workflow.signing.sessions.opening import SessionUnderWay, sign_letters


def _told(agreed: list[AwaitingSignature], skipped: int) -> list[str]:
    lines = [
        ngettext(
            "%(count)d letter that you have read and agreed to",
            "%(count)d letters that you have read and agreed to",
            len(agreed),
        )
        % {"count": len(agreed)}
    ]
    if skipped:
        lines.append(_("%(count)d skipped, stays on your desk") % {"count": skipped})
    return lines


def _warned(agreed: list[AwaitingSignature], actor: Actor) -> list[str]:
    """Return what is said of the letters to those who only stand in, each once."""
    ids = [one.letter_id for one in agreed]
    letters = Letter.objects.select_related("signatory_position").filter(pk__in=ids)
    found: dict[str, None] = {}
    for letter in letters:
        mandate = actor.mandate_for(letter.signatory.pk)
        if mandate is not None:
            holding = Holding(official=actor.official, kind=mandate.kind)
            told = signing_warnings(letter, holding)
            found |= {str(one.message): None for one in told}
    return list(found)


def bulk_sheet(
    current: ReadingRound,
    actor: Actor,
    *,
    fault: str = "",
    made: type[SecretSheet] = SecretSheet,
) -> SecretSheet:
    """Return the sheet for all agreed letters; at least one is agreed."""
    agreed = current.agreed
    letter = Letter.objects.select_related("signatory_position").get(
        pk=agreed[0].letter_id
    )
    button = ngettext("Sign %(count)d letter", "Sign %(count)d letters", len(agreed))
    button %= {"count": len(agreed)}
    kept = [("agreed", f"{one.letter_id}:{one.version_id}") for one in agreed]
    return made(
        title=button,
        as_whom=as_whom(letter, actor),
        action=reverse("letters_sign_secret"),
        button=button,
        lines=[*_told(agreed, len(current.skipped)), *_warned(agreed, actor)],
        kept=kept,
        fault=fault,
    )


def _secret_page(
    request: HttpRequest, current: ReadingRound, fault: str, status: int
) -> HttpResponse:
    actor = acting(request)
    sheet = bulk_sheet(current, actor, fault=fault, made=SecretPanel)
    words = _("%(count)d letters to sign") % {"count": len(current.letters)}
    context = {
        "crumbs": [(words, reverse("letters_sign")), (sheet.title, "")],
        "round": current,
        "reader": reverse("letters_sign"),
        "sheet": sheet if current.agreed else None,
        "title": sheet.title,
    }
    return render(request, "workflow/signing/bulk_secret.html", context, status=status)


def show_secret(
    request: HttpRequest, *, fault: str = "", status: int = 200
) -> HttpResponse:
    """Show the page that asks for the secret, or what there is to do instead."""
    current = reading_round(request, acting(request))
    if current.agreed:
        return _secret_page(request, current, fault, status)
    context = {"round": current, "reader": reverse("letters_sign"), "fault": fault}
    return render(request, "workflow/signing/bulk_nothing.html", context, status=status)


def _agreed(request: HttpRequest, current: ReadingRound) -> dict[UUID, UUID]:
    """Return what the page showed as agreed and the desk still has as agreed."""
    # What the page showed, and is agreed still: another tab may have changed choices.
    shown = set(request.POST.getlist("agreed"))
    return {
        one.letter_id: one.version_id
        for one in current.agreed
        if f"{one.letter_id}:{one.version_id}" in shown
    }


@sensitive_post_parameters("passphrase")
def letters_sign_secret(request: HttpRequest) -> HttpResponse:
    """Ask for the secret, then begin to sign; the job's page tells the rest."""
    if request.method != "POST":
        return show_secret(request)
    actor = acting(request)
    secret = Secret(request.POST.get("passphrase", ""))

    def begin() -> str:
        read = _agreed(request, reading_round(request, actor))
        if not read:
            return reverse("letters_sign_secret")
        job = sign_letters(actor=actor, letter_ids=list(read), secret=secret, read=read)
        return reverse("letters_sign_job", args=[job.pk])

    try:
        return redirect(once(request, begin))
    # Pressed twice: the person is led to the session that the first press began.
    except SessionUnderWay:
        return _to_session(request, actor)
    except OfficeError as refusal:
        return show_secret(request, fault=str(refusal), status=refusal.status)


def _to_session(request: HttpRequest, actor: Actor) -> HttpResponse:
    jobs = Job.objects.filter(kind=KIND, owner=actor.user_id, state__in=UNDER_WAY)
    messages.info(request, _("These letters are being signed already."))
    return redirect("letters_sign_job", job_id=jobs.latest("created_at").pk)
