"""Refusals of the letter room, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class LetterLocked(StateForbids):
    """The letter is past drafting; its text cannot be changed."""

    code = "letter_locked"
    message = _("This letter has been submitted; its text cannot be changed now.")


class LetterReferred(StateForbids):
    """Another letter refers to the draft, or corrects it."""

    code = "letter_referred"
    message = _("Another letter refers to this draft. Take the reference out first.")


class StepAlreadyDecided(StateForbids):
    """Somebody has decided this step; it need not be repeated."""

    code = "step_already_decided"
    message = _("This step has been decided already; no need to repeat it.")


class NotWithdrawable(StateForbids):
    """The letter went on: the initial stands."""

    code = "not_withdrawable"
    message = _(
        "The next person has opened the letter; the initial stands. Ask them to"
        " return it."
    )


class NotYetYourTurn(StateForbids):
    """An earlier step is still open."""

    code = "not_yet_your_turn"
    message = _("An earlier step has not been decided yet.")


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


class SigningUnderWay(StateForbids):
    """Another act of signing this letter is open."""

    code = "signing_under_way"
    message = _("This letter is being signed right now. Wait a moment.")


class NoMandate(StateForbids):
    """The signatory's term or acting assignment does not cover today."""

    code = "no_mandate"
    message = _("The signatory has no mandate for this position today.")


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


class AlreadyRegistered(StateForbids):
    """The incoming letter has its agenda number."""

    code = "already_registered"
    message = _("This letter has been registered already.")


class StillBeingRead(StateForbids):
    """The machine works on the pages; they are not to change under it."""

    code = "still_being_read"
    message = _("The computer is still reading this letter. Try again in a moment.")


class NotRegistered(StateForbids):
    """The incoming letter has no agenda number yet."""

    code = "not_registered"
    message = _("Register the letter first.")


class DispositionClosed(StateForbids):
    """The receiver's share is completed or recalled."""

    code = "disposition_closed"
    message = _("This disposition is completed or recalled.")


class AlreadyRead(StateForbids):
    """A slip that somebody has read is recalled with a reason, not cancelled."""

    code = "already_read"
    message = _("Somebody has read it. Recall it with a reason.")
