"""Refusals of signing, each with a stable code and plain words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class NotAtSignature(StateForbids):
    """The letter is not waiting for a signature."""

    code = "not_at_signature"
    message = _("This letter is not waiting for a signature.")


class VersionChanged(StateForbids):
    """The letter has another version than the one that was read."""

    code = "version_changed"
    message = _("This letter was changed after you read it. Read it again first.")


class AttachmentsChanged(StateForbids):
    """The files of the letter are not those that were initialled."""

    code = "attachments_changed"
    message = _(
        "The attachments are not those that were initialled. Return the letter, so"
        " that it is submitted with the right files."
    )


class NobodyHeads(StateForbids):
    """A unit that the letter goes to has no head today: nobody would get it."""

    code = "nobody_heads"
    message = _("Nobody heads a unit that this letter goes to.")


class NoMandate(StateForbids):
    """The signatory's term or acting assignment does not cover today."""

    code = "no_mandate"
    message = _("The signatory has no mandate for this position today.")


class FormWithoutMandate(StateForbids):
    """No mandate in force lets the signatory sign in the form that is printed."""

    code = "form_without_mandate"
    message = _("There is no mandate in force for this form of authority.")


class RouteBroken(StateForbids):
    """Somebody initialled below a position they outrank."""

    code = "route_broken"
    message = _("The route of this letter breaks a rule. Return it.")


class SignatoryChanged(StateForbids):
    """The printed block no longer fits who holds the position."""

    code = "signatory_changed"
    message = _(
        "The signatory has changed since this letter was submitted. Return it, so"
        " that it is submitted with the right name."
    )


class NoCertificate(StateForbids):
    """The signer has no certificate in use."""

    code = "no_certificate"
    message = _("You have no signing certificate in use. Ask the administrator.")


class CertificateUnusable(StateForbids):
    """Expired, revoked, not yet valid."""

    code = "certificate_unusable"
    message = _(
        "Your signing certificate cannot be used: it has expired or was"
        " revoked. The letter is safe and has kept its place."
    )


class SignerBlocked(StateForbids):
    """Too many wrong secrets."""

    code = "signer_blocked"
    message = _(
        "Three wrong secrets. Signing is closed for 15 minutes; your letters are safe."
    )


class WaitsForDay(StateForbids):
    """The date wished for the letter lies ahead."""

    code = "waits_for_day"
    message = _("This letter waits for its date and cannot be signed before.")

    def __init__(self, day: date, *, state: str | None = None) -> None:
        """Name the day."""
        told = _("This letter waits for %(day)s and cannot be signed before.")
        super().__init__(told % {"day": date_format(day, "j F Y")}, state=state)


class DayPassed(StateForbids):
    """Midnight came between the number and the signature."""

    code = "day_passed"
    message = _("The day ended while this letter was being signed. Sign it again.")
