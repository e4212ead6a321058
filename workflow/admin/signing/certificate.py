"""`/akun/sertifikat/`: one's own signing certificate, after the log-in password."""

from uuid import UUID

from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
)
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from eoffice.accounts.step_up import require_step_up
from eoffice.errors import OfficeError
from eoffice.once.forms import once, once_in_steps
from eoffice.shell.account_doors import AccountDoor, register_account_door
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin
from workflow.pades.ports import Secret, SignerRef, SignerStatus
from workflow.signing.operations.enrolling import (
    enrol_certificate,
    status_words,
    withdraw_certificate,
)
from workflow.signing.signers import credential_of, signing_service


class CertificateForm(OfficeFormMixin, forms.Form):
    """The file and what opens it."""

    file = forms.FileField(
        label=gettext_lazy("Certificate file (.p12 or .pfx)"),
        widget=FileBox(attrs={"accept": ".p12,.pfx"}),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret of the file (passphrase)"),
        # A secret may begin or end with a space.
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Used this once to try the file. You give it again each time you sign."
        ),
    )


@sensitive_post_parameters("secret")
@office_view
def own_certificate(request: HttpRequest) -> HttpResponse:
    """Show one's certificate; take a new one.

    A form that comes after its five minutes is not kept until the password is given,
    as others are: it holds a secret. It is asked for again instead.
    """
    if request.method != "POST":
        require_step_up(request)
    # The password again: an open screen must not be enough to put a key in use.
    elif not did_recently_reauthenticate(request):
        messages.warning(request, _("Give your password first, then the file again."))
        return redirect("own_certificate")
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once_in_steps(request, lambda: _enrolled(request, form)))
        except OfficeError as refusal:
            form.take(refusal)
    return render(request, "workflow/signing/certificate.html", _context(request, form))


def _enrolled(request: HttpRequest, form: CertificateForm) -> str:
    actor, file = acting(request), form.cleaned_data["file"]
    file.seek(0)
    enrol_certificate(
        official=actor.official,
        p12=file.read(),
        secret=Secret(form.cleaned_data["secret"]),
        actor=actor,
    )
    messages.success(request, _("You can sign with this certificate now."))
    return reverse("own_certificate")


def _context(request: HttpRequest, form: CertificateForm) -> dict[str, object]:
    official = acting(request).official
    credential = credential_of(official.pk)
    status = SignerStatus.NOT_REGISTERED
    if credential:
        status = signing_service().status(SignerRef(id=str(official.pk)))
    days = (credential.valid_to - timezone.now()).days if credential else 0
    return {
        "form": form,
        "credential": credential,
        "is_good": status.may_sign,
        "status": status_words(status),
        "days_left": max(days, 0),
    }


@office_view
@require_POST
def withdraw(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Take the certificate out of use."""
    actor = acting(request)
    require_step_up(request)

    def act() -> str:
        withdraw_certificate(actor=actor, credential_id=credential_id)
        told = _("The certificate is out of use. Signed letters stay.")
        messages.success(request, told)
        return reverse("own_certificate")

    return redirect(once(request, act))


urlpatterns: list[URLPattern] = [
    path("akun/sertifikat/", own_certificate, name="own_certificate"),
    path(
        "akun/sertifikat/<uuid:credential_id>/cabut/",
        withdraw,
        name="own_certificate_withdraw",
    ),
]


def register() -> None:
    """Hang the door in one's account page."""
    register_account_door(
        AccountDoor(
            name="certificate",
            label=gettext_lazy("Signing certificate"),
            text=gettext_lazy(
                "What you sign letters with, and until when it is valid."
            ),
            page="own_certificate",
            icon="file-check",
        )
    )
