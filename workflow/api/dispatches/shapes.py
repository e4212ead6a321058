"""Shapes of `/dispatches`, and rows turned into them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from eoffice.listing import Listed, ListQuery
from eoffice.organisation.actor import Actor
from workflow.contacts.ways import DispatchWay
from workflow.dispatches import access
from workflow.dispatches.allowed_acts import allowed_acts
from workflow.dispatches.links import secret_of
from workflow.dispatches.models import Dispatch, DispatchState, SecureLink
from workflow.dispatches.queries.shown import last_mail, state_words, title_of
from workflow.dispatches.queries.whose import Sender
from workflow.dispatches.ways import open_ways


class DispatchLetter(Schema):
    """The letter; of a classed one `subject` is its type alone."""

    id: UUID
    number: str
    subject: str
    letter_date: date | None
    security_class: str


class DispatchRecipient(Schema):
    """The addressee as the letter names them."""

    id: int
    name: str
    address: str
    contact: UUID | None


class DispatchMailShape(Schema):
    """The newest mail: `queued`, `handing`, `accepted`, `refused`, `unknown`."""

    state: str
    state_label: str
    tries: int
    reason: str


class DispatchLink(Schema):
    """The link that opens now; `url` and `code` for those alone who hand them out."""

    url: str | None
    code: str | None
    expires_at: datetime
    opened_at: datetime | None
    received_at: datetime | None
    wrong_codes: int


class DispatchSender(Schema):
    """Whose record clerk sends it: of the register that numbered the letter."""

    numbered_in: UUID = Field(..., description="The unit that keeps that register.")
    unit: UUID | None = Field(
        ..., description="Whose clerk sends it: another unit's where it has none."
    )
    told: str = Field(..., description="The same in words.")


class DispatchShape(Schema):
    """One addressee's copy on its way out."""

    id: UUID
    letter: DispatchLetter
    recipient: DispatchRecipient
    sender: DispatchSender
    way: DispatchWay
    way_label: str
    state: DispatchState
    state_label: str
    told: str = Field(..., description="How far it is, in words.")
    email: str = Field(
        ..., description="Of one alone, for those who send it; empty in lists."
    )
    reference: str
    created_at: datetime
    sent_at: datetime | None
    opened_at: datetime | None
    received_at: datetime | None
    handed_to: str
    handed_on: date | None
    proof: UUID | None
    reason: str
    mail: DispatchMailShape | None
    link: DispatchLink | None
    ways: list[DispatchWay] = Field(..., description="Ways open to this person.")
    allowed_acts: list[str]


class DispatchList(Listed[DispatchShape]):
    """A page of dispatches."""


class DispatchFilters(ListQuery):
    """Filters of the list."""

    state: DispatchState | None = None
    way: DispatchWay | None = None
    letter: UUID | None = None
    q: str = Field("", max_length=200, description="Number or addressee.")


class DispatchGiven(Schema):
    """By which way to whom: the recipient's id or name."""

    recipient: int | Annotated[str, Field(min_length=1, max_length=300)]
    way: DispatchWay


class SendGiven(Schema):
    """Left out: as it stands on the list."""

    way: DispatchWay | None = None
    email: str = Field("", max_length=254)
    reference: str = Field("", max_length=120, description="Number of the carrier.")


class HandOverGiven(Schema):
    """Who took it and when; `proof` is the id of a picture you uploaded."""

    to: str = Field(..., max_length=300)
    on: date
    proof: UUID | None = None
    reference: str = Field("", max_length=120)


class SendingReason(Schema):
    """Why."""

    reason: str = Field("", max_length=400)


def _letter(dispatch: Dispatch) -> DispatchLetter:
    letter = dispatch.letter
    return DispatchLetter(
        id=letter.pk,
        number=letter.number,
        subject=title_of(dispatch),
        letter_date=letter.signed_letter_date,
        security_class=letter.security_class,
    )


def _mail(dispatch: Dispatch) -> DispatchMailShape | None:
    mail = last_mail(dispatch)
    if mail is None:
        return None
    return DispatchMailShape(
        state=mail.state,
        state_label=mail.get_state_display(),
        tries=mail.tries,
        reason=mail.reason,
    )


def _link(dispatch: Dispatch, *, may_open: bool) -> DispatchLink | None:
    live: list[SecureLink] = [
        one for one in dispatch.links.all() if one.revoked_at is None
    ]
    if not live:
        return None
    link = live[0]
    secret = secret_of(link) if may_open else None
    return DispatchLink(
        url=secret.address if secret else None,
        code=secret.code if secret else None,
        expires_at=link.expires_at,
        opened_at=link.code_used_at,
        received_at=link.received_at,
        wrong_codes=link.wrong_codes,
    )


def _sender(sender: Sender) -> DispatchSender:
    return DispatchSender(
        numbered_in=sender.register.pk,
        unit=sender.unit.pk if sender.unit else None,
        told=sender.words,
    )


def show(
    dispatch: Dispatch,
    actor: Actor,
    sender: Sender,
    *,
    secrets: bool = False,
    in_list: bool = False,
) -> DispatchShape:
    """Return a dispatch as this person sees it; `secrets` adds address and code.

    `in_list` leaves out the mail address, which lists do not load.
    """
    sends = access.may(actor, "dispatch.send", dispatch)
    opens = access.may(actor, "dispatch.open_content", dispatch)
    plain: dict[str, Any] = {
        name: getattr(dispatch, name)
        for name in (
            "id",
            "way",
            "state",
            "reference",
            "created_at",
            "sent_at",
            "opened_at",
            "received_at",
            "handed_to",
            "handed_on",
            "reason",
        )
    }
    return DispatchShape(
        **plain,
        letter=_letter(dispatch),
        recipient=DispatchRecipient(
            id=dispatch.recipient_id,
            name=dispatch.recipient.external,
            address=dispatch.recipient.address,
            contact=dispatch.contact_id,
        ),
        sender=_sender(sender),
        way_label=dispatch.get_way_display(),
        state_label=dispatch.get_state_display(),
        told=state_words(dispatch),
        email=dispatch.email if sends and not in_list else "",
        proof=dispatch.proof_id,
        mail=_mail(dispatch),
        link=_link(dispatch, may_open=secrets and opens),
        ways=open_ways(dispatch, actor) if sends else [],
        allowed_acts=allowed_acts(actor, dispatch),
    )
