"""The sheet that asks for the signing secret: as whom, with which certificate."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.components import SecretSheet
from workflow.approval.warnings import signing_warnings
from workflow.letters.models import Letter
from workflow.outgoing.letter_facts import LetterFacts
from workflow.signing.signers import credential_of


def as_whom(letter: Letter, actor: Actor) -> str:
    """Return `Sebagai Sekretaris Daerah, Widya K. Sertifikat berlaku s.d. …`."""
    mandate = actor.mandate_for(letter.signatory.pk)
    who = _("As %(title)s, %(name)s.") % {
        "title": mandate.title if mandate else letter.signatory.title,
        "name": actor.official.full_name.rstrip("."),
    }
    credential = credential_of(actor.official.pk)
    if credential is None:
        missing = _("You have no signing certificate in use.")
        return f"{who} {missing}"
    until = date_format(credential.valid_to, "j F Y")
    kind = _("Demo certificate") if credential.is_demo else _("Certificate")
    held = _("%(kind)s valid until %(until)s.") % {"kind": kind, "until": until}
    return f"{who} {held}"


def secret_sheet(reading: LetterFacts, actor: Actor, fault: str) -> SecretSheet:
    """Return the sheet for one letter."""
    letter = reading.letter
    count = len(reading.recipients)
    lines = [
        letter.subject,
        _("Gets its number and date now, then goes to %(count)d recipients.")
        % {"count": count},
        *(str(one.message) for one in signing_warnings(letter)),
    ]
    return SecretSheet(
        title=_("Sign and send this letter"),
        as_whom=as_whom(letter, actor),
        action=reverse("letter_sign", args=[letter.pk]),
        button=_("Sign and send"),
        lines=lines,
        # With the form goes the version that was read; another one is not signed.
        kept=[("version", str(letter.current_version_id))],
        fault=fault,
    )
