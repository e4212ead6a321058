"""What is held now: the one question that every path to deletion asks."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.database.session_locks import lock_in_transaction
from eoffice.errors import StateForbids
from workflow.security_class import ORDINARY


def holds_in_force(today: date | None = None) -> QuerySet[LegalHold]:
    """Return the holds that hold on the day."""
    day = today or timezone.localdate()
    until = Q(to_on__isnull=True) | Q(to_on__gte=day)
    return LegalHold.objects.filter(until, lifted_at__isnull=True, from_on__lte=day)


def covered_by(scopes: Iterable[HoldScope]) -> Q:
    """Return what holds of the records that these scopes cover; nothing: of none."""
    covered = Q(pk__in=[])
    for scope in scopes:
        covered |= _within(scope) & _reached_from(scope.hold.unit_id)
    return covered


def _reached_from(unit_id: UUID) -> Q:
    """Return the records of the branch, and those of files that it keeps now."""
    came = Q(record_file__custodian__path__contains=[unit_id])
    return Q(unit__path__contains=[unit_id]) | came


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
    """Return the records with every word, in subject, parties, number or file.

    Of classed ones in number and file alone: what a hold covers is told to archivists,
    who know of those the entry. They are held by code, file or one by one.
    """
    found = Q(record_date__year=scope.year) if scope.year else Q()
    for word in scope.words.split():
        told = Q(subject__icontains=word) | Q(party__icontains=word)
        entry = Q(number__icontains=word) | Q(record_file__title__icontains=word)
        found &= entry | (Q(security_class__in=ORDINARY) & told)
    return found


class HoldsBusy(StateForbids):
    """Holds are being weighed by somebody else for longer than one waits."""

    code = "holds_busy"
    message = _(
        "Records are being destroyed right now. Nothing was changed; try again."
    )


def weigh_holds(*, wait: str) -> None:
    """Let no hold begin unseen until this transaction ends, and see all there are.

    Taken by whoever places a hold and by the destroyer before it asks for the last
    time: so a hold that was answered for is never overtaken by a slice under way.

    Raises:
        HoldsBusy: the other side took longer than `wait`.
    """
    lock_in_transaction("archive.holds", wait=wait, busy=HoldsBusy)


def held(rows: QuerySet[Record], today: date | None = None) -> QuerySet[Record]:
    """Return those of the rows that a hold keeps now; two queries."""
    scopes = HoldScope.objects.filter(hold__in=holds_in_force(today))
    return rows.filter(covered_by(scopes.select_related("hold")))


def held_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these records a hold keeps now."""
    rows = Record.objects.filter(pk__in=list(ids))
    return set(held(rows).values_list("pk", flat=True))


def held_files_among(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these files a hold keeps: whole, or by one of their records."""
    given = list(ids)
    inside = held(Record.objects.filter(record_file__in=given)).order_by()
    whole = HoldScope.objects.filter(hold__in=holds_in_force(), record_file__in=given)
    return {
        *inside.values_list("record_file", flat=True).distinct(),
        *whole.values_list("record_file", flat=True),
    }


def holds_of(record_id: UUID) -> set[UUID]:
    """Return the holds that keep the record now; a query for each of its units'."""
    rows = Record.objects.filter(pk=record_id)
    paths = rows.values_list("unit__path", "record_file__custodian__path").first()
    above = {pk for path in paths or () for pk in path or ()}
    scopes: dict[UUID, list[HoldScope]] = defaultdict(list)
    for one in HoldScope.objects.filter(
        hold__in=holds_in_force(), hold__unit__in=above
    ).select_related("hold"):
        scopes[one.hold_id].append(one)
    return {pk for pk, own in scopes.items() if rows.filter(covered_by(own)).exists()}


def held_count(rows: QuerySet[Record], bound: int) -> int:
    """Return how many of the rows a hold keeps now, counted up to the bound."""
    return held(rows).order_by().values("pk")[:bound].count()


def holds_file(record_file: RecordFile) -> bool:
    """Tell whether a hold names the file itself now, also while it is empty."""
    scopes = HoldScope.objects.filter(hold__in=holds_in_force())
    return scopes.filter(record_file=record_file).exists()
