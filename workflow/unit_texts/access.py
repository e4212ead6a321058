"""Who may use and change the texts of a unit: whoever may draft for it.

As drafting asks it: a position of the unit that the person may act for now.
"""

from uuid import UUID

from django.db.models import QuerySet

from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from workflow.rights import Rights, one_of
from workflow.unit_texts.models import UnitText


def units_drafted_for(actor: Actor) -> frozenset[UUID]:
    """Return the units in which the person may begin a letter now."""
    return frozenset(
        one.position.unit_id for one in actor.mandates if not one.stood_in_for
    )


def texts_visible_to(actor: Actor | None) -> QuerySet[UnitText]:
    """Return the texts in use of the units that the person may draft for."""
    if actor is None:
        return UnitText.objects.none()
    texts = UnitText.objects.filter(unit__in=units_drafted_for(actor))
    return texts.filter(retired_at__isnull=True)


def visible_text(actor: Actor | None, text_id: UUID | str) -> UnitText:
    """Return the text, or NotFound: unknown, retired and forbidden answer alike."""
    named = texts_visible_to(actor).select_related("letter_type", "unit", "made_by")
    return one_of(named.defer("made_by__nik"), text_id)


def _drafts(actor: Actor, text: UnitText) -> bool:
    return text.unit_id in units_drafted_for(actor)


_RIGHTS = Rights({"unit_text.change": _drafts})
may, require = _RIGHTS.may, _RIGHTS.require


def locked_text(actor: Actor, text_id: UUID) -> UnitText:
    """Lock a text in use for a change by this person.

    Raises:
        NotFound: unknown, retired, or of a unit they do not draft for.
    """
    rows = UnitText.objects.select_for_update(no_key=True)
    text = rows.filter(pk=text_id, retired_at__isnull=True).first()
    if text is None:
        raise NotFound
    require(actor, "unit_text.change", text)
    return text
