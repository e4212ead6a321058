"""What a hold covers, in words; of a record its number alone."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from archive.holds.models import HoldScope, ScopeKind
from archive.record_files.access import record_files_visible_to
from archive.records.access import records_visible_to
from archive.records.models import Record
from eoffice.organisation.actor import Actor

Named = list[tuple[str, UUID, str]]


def scopes_in_words(scopes: Sequence[HoldScope]) -> list[tuple[str, str]]:
    """Return (kind, thing) of each scope; one query."""
    ids = [one.record_id for one in scopes if one.record_id]
    numbers = dict(Record.objects.filter(pk__in=ids).values_list("pk", "number"))
    return [(one.get_kind_display(), _thing(one, numbers)) for one in scopes]


def _thing(scope: HoldScope, numbers: dict[UUID, str]) -> str:
    match scope.kind:
        case ScopeKind.RECORD:
            gone = _("not here any more")
            return numbers.get(scope.record_id, gone) if scope.record_id else gone
        case ScopeKind.RECORD_FILE:
            return scope.record_file.title if scope.record_file else ""
        case ScopeKind.UNIT:
            return scope.unit.name if scope.unit else ""
        case ScopeKind.CODE:
            return scope.code
    return f"{scope.words} ({scope.year})" if scope.year else scope.words


def things_named(actor: Actor, records: Sequence[UUID], files: Sequence[UUID]) -> Named:
    """Return (field, id, name) of what another page asked to hold, if one sees it."""
    seen = records_visible_to(actor).filter(pk__in=records)
    lying = record_files_visible_to(actor).filter(pk__in=files)
    return [
        *(("arsip", pk, number) for pk, number in seen.values_list("pk", "number")),
        *(("berkas", pk, title) for pk, title in lying.values_list("pk", "title")),
    ]
