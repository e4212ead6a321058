"""What is held now: the one question that every path to deletion asks."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.record_files.models import RecordFile
from archive.records.models import Record


def holds_in_force(today: date | None = None) -> QuerySet[LegalHold]:
    """Return the holds that hold on the day."""
    day = today or timezone.localdate()
    until = Q(to_on__isnull=True) | Q(to_on__gte=day)
    return LegalHold.objects.filter(until, lifted_at__isnull=True, from_on__lte=day)


def covered_by(scopes: Iterable[HoldScope]) -> Q:
    """Return what holds of the records that these scopes cover; nothing: of none."""
    covered = Q(pk__in=[])
    for scope in scopes:
        covered |= _within(scope) & Q(unit__path__contains=[scope.hold.unit_id])
    return covered


def _within(scope: HoldScope) -> Q:
    match scope.kind:
        case ScopeKind.RECORD:
            return Q(pk=scope.record_id)
        case ScopeKind.RECORD_FILE:
            return Q(record_file=scope.record_file_id)
        case ScopeKind.CODE:
            below = Q(classification__code__startswith=f"{scope.code}.")
            return Q(classification__code=scope.code) | below
        case ScopeKind.UNIT:
            return Q(unit__path__contains=[scope.unit_id])
        case ScopeKind.SEARCH:
            return _worded(scope)
    raise ValueError(scope.kind)


def _worded(scope: HoldScope) -> Q:
    """Return the records with every word, in subject, parties, number or file."""
    found = Q(record_date__year=scope.year) if scope.year else Q()
    for word in scope.words.split():
        found &= (
            Q(subject__icontains=word)
            | Q(party__icontains=word)
            | Q(number__icontains=word)
            | Q(record_file__title__icontains=word)
        )
    return found


def held(rows: QuerySet[Record], today: date | None = None) -> QuerySet[Record]:
    """Return those of the rows that a hold keeps now; two queries."""
    scopes = HoldScope.objects.filter(hold__in=holds_in_force(today))
    return rows.filter(covered_by(scopes.select_related("hold")))


def held_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these records a hold keeps now."""
    rows = Record.objects.filter(pk__in=list(ids))
    return set(held(rows).values_list("pk", flat=True))


def held_count(rows: QuerySet[Record], bound: int) -> int:
    """Return how many of the rows a hold keeps now, counted up to the bound."""
    return held(rows).order_by().values("pk")[:bound].count()


def holds_file(record_file: RecordFile) -> bool:
    """Tell whether a hold names the file itself now, also while it is empty."""
    scopes = HoldScope.objects.filter(hold__in=holds_in_force())
    return scopes.filter(record_file=record_file).exists()
