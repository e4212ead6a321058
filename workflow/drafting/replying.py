"""Answering an incoming letter: the draft begins with all that is known already."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext as _

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.classification import catalogue
from workflow.delivery.models import delivery_of
from workflow.drafting.models import Reply
from workflow.drafting.starting import start_letter
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.letters.access import letters_visible_to
from workflow.letters.models import Letter
from workflow.letters.operations.drafting import LetterInput, RecipientInput
from workflow.rendering.dates_in_words import date_in_words
from workflow.security_class import SecurityClass

OUTSIDE_TYPE = "surat_dinas"
LONGEST_SUBJECT, LONGEST_NAME = 300, 300


def may_reply(actor: Actor, incoming: IncomingLetter) -> bool:
    """Tell whether the person may begin an answer: who reads it and may act."""
    is_registered = incoming.status != IncomingStatus.RECEIVED
    acts = actor.chosen is not None and not actor.chosen.stood_in_for
    return is_registered and acts and access.reads(actor, incoming)


@transaction.atomic
def reply_to(*, actor: Actor, incoming_id: UUID) -> Letter:
    """Begin the draft that answers the letter, in the actor's unit; return it.

    Addressed to its sender, classed no lower, with its reference in words and a gap
    for the answer.

    Raises:
        NotFound: not theirs to read, not registered yet, or nobody acts.
        Invalid: as `create_draft`.
    """
    incoming = access.readable_incoming(actor, incoming_id)
    if not may_reply(actor, incoming):
        raise NotFound
    told = delivery_of(incoming)
    origin = told.letter if told else None
    letter = start_letter(
        actor,
        origin.letter_type.code if origin else OUTSIDE_TYPE,
        content=_content(incoming, origin),
        least_class=SecurityClass(incoming.security_class),
    )
    Reply.objects.create(letter=letter, incoming=incoming)
    return letter


def _content(incoming: IncomingLetter, origin: Letter | None) -> LetterInput:
    subject = _("Reply to: %(subject)s") % {"subject": incoming.subject}
    given = {"subject", "body", "recipients", "references"}
    given |= {"security_class"}
    entry = catalogue().find(incoming.classification_code)
    has_leaf = entry is not None and entry.is_leaf
    gap = _("the answer")
    return LetterInput(
        given=frozenset(given | ({"classification_code"} if has_leaf else set())),
        subject=subject[:LONGEST_SUBJECT],
        classification_code=incoming.classification_code if has_leaf else "",
        security_class=incoming.security_class,
        recipients=[_sender(incoming, origin)],
        references=[origin.pk] if origin else [],
        body=[
            {"type": "paragraph", "value": reference_line(incoming)},
            {"type": "paragraph", "value": f"<var>{escape(gap)}</var>"},
        ],
    )


def _sender(incoming: IncomingLetter, origin: Letter | None) -> RecipientInput:
    if origin is not None and origin.signatory_position_id:
        return RecipientInput(kind="to", position_id=origin.signatory_position_id)
    return RecipientInput(kind="to", external=incoming.sender[:LONGEST_NAME])


def reference_line(incoming: IncomingLetter) -> str:
    """Return the opening words, as inline HTML; what is not known is left out."""
    parts = [_("Following up the letter of %(sender)s") % {"sender": incoming.sender}]
    if incoming.number:
        parts.append(_("number %(number)s") % {"number": incoming.number})
    if incoming.letter_date:
        day = date_in_words(incoming.letter_date)
        parts.append(_("dated %(day)s") % {"day": day})
    if incoming.subject:
        parts.append(_("concerning %(subject)s") % {"subject": incoming.subject})
    said = " ".join(parts)
    return str(
        escape(
            _("%(reference)s, we inform you of the following.") % {"reference": said}
        )
    )


def replies_to(actor: Actor, incoming: IncomingLetter) -> QuerySet[Letter]:
    """Return the answers the person may see, the first one first."""
    return letters_visible_to(actor).filter(reply__incoming=incoming).order_by("pk")
