"""The texts of units as pages offer them."""

from collections.abc import Collection

from django.db.models import QuerySet

from eoffice.organisation.actor import Actor
from workflow.letter_types.models import LetterTypeVersion
from workflow.unit_texts.access import texts_visible_to
from workflow.unit_texts.models import TextKind, UnitText


def texts_to_keep_up(actor: Actor) -> QuerySet[UnitText]:
    """Return all texts in use, by kind and name."""
    rows = texts_visible_to(actor).select_related("unit", "letter_type", "made_by")
    return rows.defer("body", "made_by__nik").order_by("kind", "unit__name", "name")


def snippets_for(actor: Actor, allowed: Collection[str]) -> QuerySet[UnitText]:
    """Return the snippets whose parts all may stand in a letter that allows these.

    Names alone: a body is read when its snippet is chosen.
    """
    rows = texts_visible_to(actor).filter(kind=TextKind.SNIPPET)
    fitting = rows.filter(parts__contained_by=["paragraph", *allowed])
    return fitting.only("name").order_by("name")


def templates_for(actor: Actor) -> QuerySet[UnitText]:
    """Return the templates of types that can be drafted today."""
    drawn = LetterTypeVersion.objects.draftable().values("letter_type")
    rows = texts_visible_to(actor).filter(kind=TextKind.TEMPLATE, letter_type__in=drawn)
    return rows.select_related("unit", "letter_type").defer("body").order_by("name")
