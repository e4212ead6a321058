"""Every rule a letter must keep before it can be submitted.

The same list answers while typing (`/check`) and at submit; each fault names the
field, the rule and the remedy. Sources: tata naskah 2.3, 3.3-3.5, 5.2.
"""

import re
from collections.abc import Iterator
from html import unescape

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.classification import catalogue, heading_words
from workflow.letter_types.content_rules import content_faults
from workflow.letter_types.signers import signer_faults
from workflow.letters.body import body_blocks
from workflow.letters.headless_units import headless_words
from workflow.letters.models import Letter, LetterRecipient, RecipientKind
from workflow.letters.number_request import number_request
from workflow.letters.pictures import picture_faults
from workflow.mandates.forms import mandated_form
from workflow.mandates.matrix import matrix_faults
from workflow.mandates.queries.offered import form_faults
from workflow.mandates.queries.register import Subject
from workflow.mandates.queries.signatories import may_draft_for, signs_letters
from workflow.numbering.errors import NoRegister, RegisterClosed
from workflow.numbering.places import place_for
from workflow.proofreading.judging import text_faults
from workflow.rendering.body import parse_body
from workflow.rendering.errors import BodyFaulty
from workflow.security_class import SecurityClass, is_confidential

_GAP = re.compile(r"<var>([^<]*)</var>")


def letter_faults(letter: Letter) -> list[Fault]:
    """Return every rule the letter breaks as it stands; empty: it may go."""
    return [
        *_head_faults(letter),
        *_classification_faults(letter),
        *_recipient_faults(letter),
        *_signatory_faults(letter),
        *_route_faults(letter),
        *_body_faults(letter),
    ]


def _head_faults(letter: Letter) -> Iterator[Fault]:
    if not letter.type_version.is_drawn:
        text = _("Letters of this type cannot be made here yet.")
        yield Fault(field="type", code="type_without_page", message=text)
    if not letter.subject.strip():
        text = _("The subject is empty. Say in one line what the letter is about.")
        yield Fault(field="subject", code="required", message=text)
    # The subject is a plain line: here alone a gap would print as it is written.
    for name in _GAP.findall(letter.subject):
        told = _("“%(name)s” is still to be filled in.") % {"name": unescape(name)}
        yield Fault(field="subject", code="gap_open", message=told)
    if letter.letter_date and letter.letter_date < timezone.localdate():
        text = _("The date is in the past. Leave it empty: it is set when signing.")
        yield Fault(field="letter_date", code="date_past", message=text)


def _classification_faults(letter: Letter) -> Iterator[Fault]:
    field = "classification_code"
    if not letter.classification_code:
        text = _("Choose a classification code; the number is made from it.")
        yield Fault(field=field, code="required", message=text)
        return
    entry = catalogue().find(letter.classification_code)
    if entry is None:
        text = _("The classification code %(code)s is not in force. Choose another.")
        told = text % {"code": letter.classification_code}
        yield Fault(field=field, code="unknown_code", message=told)
        return
    if not entry.is_leaf:
        yield Fault(field=field, code="heading_code", message=heading_words(entry))
        return
    least = SecurityClass(entry.security_class)
    if SecurityClass(letter.security_class).level < least.level:
        text = _("Letters of code %(code)s are at least of class %(least)s.")
        told = text % {"code": entry.code, "least": least.label}
        yield Fault(field="security_class", code="class_too_low", message=told)


def _recipient_faults(letter: Letter) -> Iterator[Fault]:
    recipients = list(letter.recipients.select_related("position", "unit"))
    if not any(r.kind == RecipientKind.TO for r in recipients):
        text = _("The letter goes to nobody. Add at least one recipient.")
        yield Fault(field="recipients", code="required", message=text)
    for index, recipient in enumerate(recipients):
        yield from _one_recipient_faults(letter, recipient, f"recipients.{index}")


def _one_recipient_faults(
    letter: Letter, recipient: LetterRecipient, field: str
) -> Iterator[Fault]:
    goes_to = recipient.position or recipient.unit
    if goes_to is not None and goes_to.closed_on is not None:
        text = _("%(name)s no longer exists. Choose another recipient.")
        told = text % {"name": str(recipient)}
        yield Fault(field=field, code="recipient_closed", message=told)
    elif words := headless_words(recipient):
        yield Fault(field=field, code="nobody_heads", message=words)
    if recipient.external and letter.type_version.scope == "internal":
        text = _("A letter of this type stays inside the government.")
        yield Fault(field=field, code="internal_only", message=text)
    if is_confidential(letter) and recipient.unit is not None:
        text = _("A confidential letter goes to named positions, not to a unit.")
        yield Fault(field=field, code="named_only", message=text)


def _signatory_faults(letter: Letter) -> Iterator[Fault]:
    position = letter.signatory_position
    if position is None:
        text = _("Choose who signs.")
        yield Fault(field="signatory", code="required", message=text)
        return
    if not signs_letters(position):
        text = _("%(title)s does not sign letters. Choose another signatory.")
        told = text % {"title": position.title}
        yield Fault(field="signatory", code="no_mandate", message=told)
        return
    holding = holding_of(position)
    if holding is None:
        text = _(
            "%(title)s has no holder today; nobody could sign."
            " Choose another signatory, or have somebody act for the seat."
        )
        told = text % {"title": position.title}
        yield Fault(field="signatory", code="vacant", message=told)
        return
    yield from drafter_faults(letter)
    yield from authority_faults(letter, holding)
    yield from _register_faults(letter)


def authority_faults(letter: Letter, holding: Holding) -> list[Fault]:
    """Return why this signatory may not sign this letter so; asked at signing again.

    The type is one this seat signs, the form rests on a mandate in force, and the
    letter is this signatory's to send.
    """
    signatory, form = letter.signatory, letter.authority
    recipients = letter.recipients.filter(kind=RecipientKind.TO)
    to = [str(one) for one in recipients.select_related("position", "unit")]
    return [
        *signer_faults(letter.type_version, signatory, mandated_form(form)),
        *form_faults(signatory, form, holding, subject_of(letter)),
        *matrix_faults(signatory, form, to),
    ]


def drafter_faults(letter: Letter) -> list[Fault]:
    """Return what is wrong with drafting for this signatory: another office's seat."""
    signatory, drafter = letter.signatory_position, letter.drafter_position
    if signatory is None or may_draft_for(drafter, signatory):
        return []
    text = _(
        "Letters for %(title)s are drafted in that office. Choose a signatory of your"
        " own office or above it, or write a nota dinas to that office."
    )
    told = text % {"title": signatory.title}
    return [Fault(field="signatory", code="other_office", message=told)]


def floor_faults(letter: Letter) -> Iterator[Fault]:
    """Yield that the letter is classed lower than what it was copied from."""
    given, least = letter.security_class, SecurityClass(letter.least_class)
    if given in SecurityClass.values and SecurityClass(given).level < least.level:
        text = _("Copied from a letter of class %(least)s; it stays at least that.")
        told = text % {"least": least.label}
        yield Fault(field="security_class", code="below_source", message=told)


def subject_of(letter: Letter) -> Subject:
    """Return what mandates ask of the letter: its type and code."""
    return Subject(
        type_code=letter.letter_type.code,
        code=letter.classification_code,
        forms=frozenset(letter.type_version.forms),
    )


def _register_faults(letter: Letter) -> Iterator[Fault]:
    """Tell before it is signed that no register would number it."""
    if not letter.type_version.is_drawn:
        return
    try:
        place_for(number_request(letter), timezone.localdate())
    except (NoRegister, RegisterClosed) as refusal:
        told = str(refusal)
        yield Fault(field="signatory", code=refusal.code, message=told)


def _route_faults(letter: Letter) -> Iterator[Fault]:
    for index, step in enumerate(letter.planned_steps.all()):
        if step.position_id == letter.drafter_position_id:
            text = _("Nobody initials what they drafted themselves. Choose another.")
            yield Fault(field=f"route.{index}", code="own_seat", message=text)


def _body_faults(letter: Letter) -> list[Fault]:
    blocks = body_blocks(letter.body)
    if not blocks:
        text = _("The letter has no text yet.")
        return [Fault(field="body", code="required", message=text)]
    head = {
        "copies": letter.recipients.filter(kind=RecipientKind.CC).exists(),
        "attachments": letter.attachments.exists()
        or any(block.get("type") == "annex" for block in blocks),
        "references": letter.references.exists(),
    }
    faults = list(content_faults(letter.type_version, blocks, head))
    try:
        body = parse_body(blocks)
    except BodyFaulty as refusal:
        return [*refusal.faults, *faults]
    return [*faults, *picture_faults(letter, body), *text_faults(body)]
