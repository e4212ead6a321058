"""How the letters of this room are looked up, for what holds at every door."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from eoffice.audit.sight import Classed, Sight, register_sight
from eoffice.organisation.actor import Actor
from workflow.dispatches import access as dispatches_access
from workflow.dispatches.models import Dispatch
from workflow.dispositions import access as dispositions_access
from workflow.dispositions.models import Disposition
from workflow.incoming import access as incoming_access
from workflow.incoming.models import IncomingLetter
from workflow.letters import access as letters_access
from workflow.letters.models import Letter
from workflow.security_class import SecurityClass


def classed(thing: Model | None, security_class: str) -> Classed | None:
    """Return the thing with its class, or nothing for the ordinary class."""
    known = SecurityClass(security_class)
    if thing is None or not known.is_classed:
        return None
    return Classed(
        thing=thing,
        security_class=security_class,
        is_secret=known.is_confidential,
    )


def _letter(pk: UUID) -> Classed | None:
    found = Letter.objects.only("security_class").filter(pk=pk).first()
    return classed(found, found.security_class) if found else None


def _incoming(pk: UUID) -> Classed | None:
    found = IncomingLetter.objects.only("security_class").filter(pk=pk).first()
    return classed(found, found.security_class) if found else None


def _disposition(pk: UUID) -> Classed | None:
    """Return the disposition with the class of the letter it is on."""
    rows = Disposition.objects.only("incoming__security_class")
    found = rows.select_related("incoming").filter(pk=pk).first()
    if found is None or found.incoming is None:
        return None
    return classed(found, found.incoming.security_class)


def _dispatch(pk: UUID) -> Classed | None:
    """Return the dispatch with the class of its letter."""
    rows = Dispatch.objects.only("letter__security_class").select_related("letter")
    found = rows.filter(pk=pk).first()
    return classed(found, found.letter.security_class) if found else None


def among(
    rows_of: Callable[[Actor], QuerySet[Any]],
) -> Callable[[Actor, Collection[UUID]], Iterable[UUID]]:
    """Return what narrows ids to those of the rows that the person sees."""

    def narrow(actor: Actor, ids: Collection[UUID]) -> Iterable[UUID]:
        return rows_of(actor).filter(pk__in=ids).values_list("pk", flat=True)

    return narrow


def register() -> None:
    """Register what the ids in our paths name."""
    letter = Sight(
        visible=letters_access.visible_letter,
        classed=_letter,
        depths=(among(letters_access.letters_visible_to),),
    )
    incoming = Sight(
        visible=incoming_access.visible_incoming,
        classed=_incoming,
        depths=(
            among(incoming_access.incoming_visible_to),
            among(incoming_access.incoming_readable_by),
        ),
    )
    disposition = Sight(
        visible=dispositions_access.visible_disposition,
        classed=_disposition,
        depths=(among(dispositions_access.dispositions_visible_to),),
    )
    register_sight("letter_id", letter)
    register_sight("incoming_id", incoming)
    register_sight("disposition_id", disposition)
    dispatch = Sight(
        visible=dispatches_access.visible_dispatch,
        classed=_dispatch,
        depths=(among(dispatches_access.dispatches_visible_to),),
    )
    register_sight("dispatch_id", dispatch)
