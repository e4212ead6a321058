"""The register as it is read: what is in force, what ended, who has no line."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position, PositionDuty, PositionKind
from workflow.mandates.models import SigningMandate


def mandates_visible_to(actor: Actor | None) -> QuerySet[SigningMandate]:
    """Return the lines the person may read: all, for those in service.

    In whose name a position signs is printed on every letter; it is no secret.
    """
    rows = SigningMandate.objects.select_related("giver", "receiver", "entered_by")
    rows = rows.defer("entered_by__nik")
    return rows if actor else rows.none()


def found_mandates(
    actor: Actor | None, *, words: str, ended: bool, day: date | None = None
) -> QuerySet[SigningMandate]:
    """Return lines by words of receiver, giver or basis; those over, or the others."""
    rows = mandates_visible_to(actor)
    lasting = SigningMandate.objects.not_over(day or timezone.localdate()).values("pk")
    rows = rows.exclude(pk__in=lasting) if ended else rows.filter(pk__in=lasting)
    for word in words.split():
        rows = rows.filter(
            Q(receiver__title__icontains=word)
            | Q(giver__title__icontains=word)
            | Q(basis__icontains=word)
        )
    return rows


def signing_positions() -> QuerySet[Position]:
    """Return the open positions that sign letters and have somebody above them."""
    signs = Q(is_head=True) | Q(duties__contains=[PositionDuty.SIGNATORY])
    rows = Position.objects.filter(signs, closed_on=None, mandate_giver__isnull=False)
    return rows.exclude(kind=PositionKind.REGIONAL_HEAD).order_by("title")


def count_without_line() -> int:
    """Count the signing positions that never had a line in the register."""
    return signing_positions().filter(mandates_received=None).count()
