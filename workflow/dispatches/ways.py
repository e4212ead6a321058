"""Which ways are open to a letter and an addressee, and which is offered first."""

from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from workflow.contacts.models import Contact
from workflow.contacts.ways import DispatchWay
from workflow.dispatches import access
from workflow.dispatches.errors import NotThisWay
from workflow.dispatches.models import Dispatch
from workflow.letters.models import Letter
from workflow.security_class import is_classed

#: By these the office hands out the content itself, not a closed envelope.
OPENS = frozenset({DispatchWay.LINK, DispatchWay.EMAIL, DispatchWay.SRIKANDI})


def first_way(letter: Letter, contact: Contact) -> DispatchWay:
    """Return the way that is offered first: the contact's, where it is open."""
    way = DispatchWay(contact.default_way or DispatchWay.HAND)
    return DispatchWay.HAND if is_classed(letter) and way in OPENS else way


def check_way(dispatch: Dispatch, way: str, actor: Actor) -> None:
    """Refuse a way that is closed, and name the one that is open.

    A letter above *biasa* never goes by mail (tata naskah 5.2): its link is handed
    over apart from its code, or the letter itself is.

    Raises:
        NotThisWay: 422.
    """
    letter, contact = dispatch.letter, dispatch.contact
    if way == DispatchWay.EMAIL and is_classed(letter):
        raise NotThisWay(
            _(
                "A letter above ordinary never goes by e-mail. Hand over a link with"
                " its code, or the letter itself by courier."
            ),
            state=dispatch.state,
        )
    if way in OPENS and not access.may(actor, "dispatch.open_content", dispatch):
        raise NotThisWay(
            _(
                "This letter is above ordinary: only its drafter or signatory makes a"
                " link. Send the closed envelope by courier or post, or ask them."
            ),
            state=dispatch.state,
        )
    if way in OPENS and contact and not contact.may_receive(letter.security_class):
        raise NotThisWay(
            _(
                "This contact may not receive letters of this class. Have the class"
                " raised in the contact register, or send it by courier."
            ),
            state=dispatch.state,
        )


def open_ways(dispatch: Dispatch, actor: Actor) -> list[DispatchWay]:
    """Return the ways that may be chosen for it by this person."""
    found = []
    for way in DispatchWay:
        try:
            check_way(dispatch, way, actor)
        except NotThisWay:
            continue
        found.append(way)
    return found
