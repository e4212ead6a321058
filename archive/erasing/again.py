"""Destroying again what a restored backup brought back, by the ledger.

What was decided once is not decided anew: the list stands there again with its people
and approvals, and goes its way to the proof. Only what keeps a record against every
list keeps it here too: a hold, a loan, a procedure that it proves, a lock in the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Field, Model
from django.utils import translation
from django.utils.translation import gettext as _

from archive.disposal.committee_model import AppraisalCommittee
from archive.disposal.dropping import unfit_again
from archive.disposal.locks import locked_list, moved
from archive.disposal.models import DestructionItem, DestructionList, ListApproval
from archive.disposal.states import BEFORE_EXECUTION, ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from archive.erasing.ledger import (
    OF_APPROVAL,
    OF_ITEM,
    OF_LIST,
    PEOPLE,
    Entry,
    EntryUnreadable,
    opened,
)
from archive.erasing.proving import RemainsFound, prove_list
from archive.erasing.slices import destroy_slice
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.objects.deleting import destroyer
from eoffice.organisation.models import Official, Unit

LONGEST_NAME = 150
#: The way of a list up to its execution.
WAY = (
    ListState.SUBMITTED,
    ListState.IN_APPRAISAL,
    ListState.APPROVED,
    ListState.EXECUTING,
)


class NotKnownHere(Exception):
    """A person or unit of the entry is not in this database."""


@dataclass(slots=True, kw_only=True)
class CameBack:
    """What the ledger says of one list, and what of it is back."""

    entry: Entry
    items: dict[UUID, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one list: `kept` counts by reason what is still there."""

    name: str
    again: str = ""
    destroyed: int = 0
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Tell whether nothing of it is left."""
        return not self.kept


@dataclass(slots=True, kw_only=True)
class Ledger:
    """All entries by list, the newest of each record; and how many were unreadable."""

    lists: dict[UUID, CameBack] = field(default_factory=dict)
    unreadable: int = 0

    def add(self, content: bytes) -> None:
        """Read one entry."""
        try:
            entry = opened(content)
        except EntryUnreadable:
            self.unreadable += 1
            return
        found = self.lists.setdefault(entry.list_id, CameBack(entry=entry))
        for item in entry.items:
            found.items[UUID(item["record_id"])] = item


def read_ledger(contents: Iterable[bytes]) -> Ledger:
    """Return what these entries say."""
    ledger = Ledger()
    for content in contents:
        ledger.add(content)
    return ledger


def brought_back(ledger: Ledger) -> dict[UUID, set[UUID]]:
    """Return, by list, the records that were destroyed and are there."""
    found = {}
    for list_id, brought in ledger.lists.items():
        rows = Record.objects.filter(pk__in=brought.items)
        if there := set(rows.values_list("pk", flat=True)):
            found[list_id] = there
    return found


def destroy_again(ledger: Ledger) -> Iterator[Outcome]:
    """Destroy what is back, list by list, each with its proof; again harmless.

    Raises:
        DestroyerAbsent: this process may not delete; nothing was changed.
        StoreUnavailable, SearchUnavailable: run again, it goes on.
    """
    destroyer()
    for pk in _broken_off():
        yield _carried_out(pk, {})
    for list_id, there in brought_back(ledger).items():
        brought = ledger.lists[list_id]
        try:
            made, kept = _reinstated(brought, there)
        except NotKnownHere:
            name = brought.entry.facts["name"]
            yield Outcome(name=name, kept={"unknown_person_or_unit": len(there)})
            continue
        if made is None:
            yield Outcome(name=brought.entry.facts["name"], kept=kept)
            continue
        yield _carried_out(made, kept)
        _call_off(list_id, made)


def _broken_off() -> list[UUID]:
    """Return lists of an earlier run that was killed."""
    rows = DestructionList.objects.filter(
        again_of__isnull=False, state=ListState.EXECUTING
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _carried_out(list_id: UUID, kept: dict[str, int]) -> Outcome:
    while destroy_slice(list_id) or _has_listed(list_id):
        pass
    try:
        prove_list(list_id)
    except RemainsFound as error:
        kept = {**kept, error.code: 1}
    found = DestructionList.objects.get(pk=list_id)
    for because in found.items.filter(state=ItemState.DROPPED).values_list(
        "dropped_because", flat=True
    ):
        kept = {**kept, because: kept.get(because, 0) + 1}
    return Outcome(
        name=found.name,
        again=str(found.pk),
        destroyed=found.items.filter(state=ItemState.DESTROYED).count(),
        kept=kept,
    )


def _has_listed(list_id: UUID) -> bool:
    rows = DestructionItem.objects.filter(destruction_list=list_id)
    return rows.filter(state=ItemState.LISTED).exists()


@transaction.atomic
def _reinstated(
    brought: CameBack, there: set[UUID]
) -> tuple[UUID | None, dict[str, int]]:
    """Put the list there again, as it was when two had begun its execution.

    Returns its id, nothing where no item may go; and what stays, counted by reason.

    Raises:
        NotKnownHere.
    """
    entry, kept = brought.entry, defaultdict[str, int](int)
    records = Record.objects.in_bulk(there)
    made = _list_of(entry)
    items = []
    for pk, facts in brought.items.items():
        if pk not in records:
            continue
        if _is_under_way(pk):
            kept["under_way"] += 1
        elif (item := _item_of(made, facts, records[pk])) is None:
            kept["no_record_file"] += 1
        else:
            items.append(item)
    reasons = unfit_again(items)
    for reason in reasons.values():
        kept[reason.value] += 1
    items = [one for one in items if one.pk not in reasons]
    if not items:
        return None, dict(kept)
    _write(made, entry, items)
    return made.pk, dict(kept)


def _is_under_way(record_id: UUID) -> bool:
    """Tell whether a list of the restored office is destroying the record."""
    rows = DestructionItem.objects.filter(
        record_id=record_id, destruction_list__state=ListState.EXECUTING
    )
    return rows.filter(state__in=[ItemState.LISTED, ItemState.ERASING]).exists()


def _list_of(entry: Entry) -> DestructionList:
    names = [name for name in OF_LIST if name in entry.facts and name[-3:] != "_id"]
    facts = _as_kept(DestructionList, names, entry.facts)
    unit = Unit.objects.filter(pk=entry.facts["unit_id"]).first()
    if unit is None:
        raise NotKnownHere
    committees = AppraisalCommittee.objects.filter(pk=entry.facts["committee_id"])
    made = DestructionList(
        **facts,
        unit=unit,
        committee=committees.first(),
        **{name: _official(entry.people[name]) for name in PEOPLE},
    )
    made.again_of, made.name = entry.list_id, _free_name(unit, made.name)
    return made


def _as_kept(
    model: type[Model], names: Iterable[str], told: dict[str, Any]
) -> dict[str, Any]:
    """Return these facts as the model's fields keep them; JSON had them as text."""
    fields = {
        name: cast("Field[Any, Any]", model._meta.get_field(name)) for name in names
    }
    return {name: one.to_python(told[name]) for name, one in fields.items()}


def _official(told: dict[str, str]) -> Official:
    """Return the person: by id, else by NIP, for who was entered anew.

    Raises:
        NotKnownHere.
    """
    found = Official.objects.filter(pk=told["id"]).first()
    if found is None and told["nip"]:
        found = Official.objects.filter(nip=told["nip"]).first()
    if found is None:
        raise NotKnownHere
    return found


def _free_name(unit: Unit, name: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        told = _("%(name)s (again after a restore, %(n)d)")
    number = 1
    while True:
        wanted = told % {"name": name[:LONGEST_NAME], "n": number}
        if not DestructionList.objects.filter(unit=unit, name=wanted).exists():
            return wanted
        number += 1


def _item_of(
    made: DestructionList, facts: dict[str, Any], record: Record
) -> DestructionItem | None:
    names = [name for name in OF_ITEM if not name.endswith("_file_id")]
    values = _as_kept(DestructionItem, names, facts)
    # The berkas of then; where the backup did not know it, the one it lies in now.
    named = RecordFile.objects.filter(pk=facts["record_file_id"]).first()
    berkas = named or record.record_file
    if berkas is None:
        return None
    return DestructionItem(
        **values,
        destruction_list=made,
        unit_id=record.unit_id,
        record_file=berkas,
        seen_version=record.row_version,
    )


def _write(made: DestructionList, entry: Entry, items: list[DestructionItem]) -> None:
    made.state = ListState.DRAFT
    made.save()
    DestructionItem.objects.bulk_create(items, batch_size=1000)
    ListApproval.objects.bulk_create(
        ListApproval(
            destruction_list=made,
            entered_by=_official(told["entered_by"]),
            **_as_kept(ListApproval, OF_APPROVAL, told),
        )
        for told in entry.approvals
    )
    for state in WAY:
        moved(made, state)
    trail.record(
        DisposalAct.AGAIN,
        made,
        actor=None,
        of=str(entry.list_id),
        destroyed_first=entry.at,
        items=len(items),
    )


@transaction.atomic
def _call_off(list_id: UUID, made: UUID) -> None:
    """Call off the list as the backup had it, once nothing on it is there any more."""
    if not DestructionList.objects.filter(pk=list_id).exists():
        return
    old = locked_list(list_id)
    ids = old.items.filter(state=ItemState.LISTED).values("record_id")
    if old.state not in BEFORE_EXECUTION or Record.objects.filter(pk__in=ids).exists():
        return
    moved(old, ListState.ABORTED)
    trail.record(DisposalAct.ABORTED, old, actor=None, again=str(made))
