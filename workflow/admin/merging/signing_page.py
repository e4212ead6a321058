"""`…/kelompok/<id>/periksa/tandatangani/`: one secret for letters of a batch."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters

from eoffice.errors import OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import SecretPanel
from eoffice.shell.entry import office_view
from workflow.admin.merging.desk_page import crumbs_of, read_as_of
from workflow.admin.signing.secret_sheet import as_whom
from workflow.letters.models import Letter
from workflow.merging import access
from workflow.merging.models import MergeBatch
from workflow.merging.sampling import batch_at_desk
from workflow.merging.signing import check_to_sign, next_to_sign, sign_batch
from workflow.pades.ports import Secret


@office_view
@sensitive_post_parameters("passphrase")
def merge_batch_sign(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Ask for the secret, then begin to sign; the session's page tells the rest."""
    actor = acting(request)
    batch = access.visible_batch(actor, batch_id)
    access.require(actor, "batch.decide", batch)
    if request.method != "POST":
        return _page(request, actor, batch)
    secret = Secret(request.POST.get("passphrase", ""))

    def begin() -> str:
        job = sign_batch(
            actor=actor, batch_id=batch_id, as_of=read_as_of(request), secret=secret
        )
        return reverse("letters_sign_job", args=[job.pk])

    try:
        return redirect(once(request, begin))
    except OfficeError as refusal:
        return _page(request, actor, batch, refusal)


def _page(
    request: HttpRequest,
    actor: Actor,
    batch: MergeBatch,
    refusal: OfficeError | None = None,
) -> HttpResponse:
    now = timezone.now()
    here = batch_at_desk(actor, batch, now)
    check_to_sign(here)
    letters = next_to_sign(here)
    first = Letter.objects.select_related("signatory_position").get(
        pk=letters[0].of_letter
    )
    count = {"count": len(letters)}
    button = ngettext("Sign %(count)d letter", "Sign %(count)d letters", len(letters))
    lines = [
        here.turn.title,
        _("%(seen)d of %(count)d letters were opened at this desk")
        % {"seen": here.seen, "count": len(here.letters)},
    ]
    left = len(here.letters) - len(letters)
    if left:
        lines.append(_("%(count)d stay for the next round") % {"count": left})
    sheet = SecretPanel(
        title=button % count,
        as_whom=as_whom(first, actor),
        action=reverse("merge_batch_sign", args=[batch.pk]),
        button=button % count,
        lines=lines,
        kept=[("as_of", now.isoformat())],
        fault=str(refusal) if refusal else "",
    )
    context = {
        "crumbs": crumbs_of(batch, button % count),
        "sheet": sheet,
        "title": button % count,
    }
    status = refusal.status if refusal else 200
    return render(request, "workflow/merging/sign.html", context, status=status)
