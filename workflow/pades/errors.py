"""What may go wrong between the wish to sign and the signed file.

Every error names what the office has to do next: ask the secret again, renew a
certificate, wait, or let a person decide. None of them ever carries a secret or
a NIK in its text.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eoffice.errors import Fault, OfficeError


class SigningError(OfficeError):
    """The file was not signed; the number stays reserved for the letter."""

    code = "signing_failed"
    status = 409
    message = _("The letter could not be signed. Nothing was changed.")


class WrongSecret(SigningError):
    """The passphrase, PIN or code was refused by the signer."""

    code = "wrong_secret"
    status = 422
    message = _("The passphrase is not right. The letter is not signed yet.")
    faults: tuple[Fault, ...] = ()
    tries_left: int | None = None
    is_counted = True

    def tell_tries_left(self, left: int) -> None:
        """Say how often the secret may still be tried before signing closes."""
        text = ngettext_lazy(
            "Not right. %(left)d try is left.",
            "Not right. %(left)d tries are left.",
            "left",
        )
        if left < 1:
            text = _("Not right. Signing is closed for 15 minutes.")
        self.tries_left = left
        self.faults = (
            Fault(field="secret", code="wrong_secret", message=text % {"left": left}),
        )


class SignerNotActive(SigningError):
    """The certificate may not sign now; `state` is the `SignerStatus` value."""

    code = "signer_not_active"
    message = _("The signing certificate is not active. Ask for a new one first.")


class Unavailable(SigningError):
    """A service did not answer before anything was sent: trying again is safe."""

    code = "signing_unavailable"
    status = 503
    message = _("The signing service does not answer now. Please try again later.")


class BadResult(SigningError):
    """What came back is not our file with one good signature more."""

    code = "signing_bad_result"
    status = 502
    message = _(
        "The signed file did not pass our own check and was refused. "
        "The administrator has been told."
    )


class StampTooLate(SigningError):
    """Something already follows the signature: its room may not be touched."""

    code = "stamp_too_late"
    message = _("The file cannot take a time-stamp inside this signature any more.")
