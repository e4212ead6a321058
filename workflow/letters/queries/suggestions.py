"""What may be meant by a few typed words: addressees, and letters to refer to."""

from django.db.models import Q
from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, TermOfOffice, Unit
from eoffice.organisation.queries.positions_held import with_holders
from workflow.letters.access import letters_visible_to
from workflow.letters.models import IN_FORCE, Letter
from workflow.security_class import CONFIDENTIAL


def found_positions(words: str, limit: int) -> list[Position]:
    """Return open positions by title or holder's name, heads first, with holders."""
    today = timezone.localdate()
    held = TermOfOffice.objects.in_force(today).filter(official__name__icontains=words)
    named = Q(title__icontains=words) | Q(pk__in=held.values("position"))
    open_ones = Position.objects.filter(named, closed_on__isnull=True)
    return list(with_holders(open_ones).order_by("-is_head", "title")[:limit])


def found_units(words: str, limit: int) -> list[Unit]:
    """Return open units by name; a letter to one goes to its head."""
    units = Unit.objects.filter(name__icontains=words, closed_on__isnull=True)
    return list(units.order_by("name")[:limit])


def found_references(actor: Actor, words: str, limit: int) -> list[Letter]:
    """Return letters in force that the person sees, by number or subject, newest first.

    A confidential one is found by its number alone: its subject is veiled.
    """
    rows = letters_visible_to(actor).filter(status__in=IN_FORCE)
    by_subject = Q(subject__icontains=words) & ~Q(security_class__in=CONFIDENTIAL)
    found = rows.filter(Q(number__icontains=words) | by_subject)
    return list(found.order_by("-pk")[:limit])
