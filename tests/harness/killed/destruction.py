"""A destruction of six scanned letters, one of them held at the last moment."""

from collections import Counter
from types import MappingProxyType
from uuid import UUID

from archive.disposal import executing as executing_module
from archive.disposal.events import DisposalEvent
from archive.disposal.trail_acts import DisposalAct
from archive.erasing.proving import certificate_of
from archive.erasing.scanning import hits_in_database
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from archive.models import (
    DestructionList,
    DropReason,
    ItemState,
    ListState,
    Record,
    ScopeKind,
    Tombstone,
)
from eoffice.audit.models import AuditEvent
from eoffice.jobs.models import Job, JobState
from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import OutboxEvent
from eoffice.outbox.relay import drain
from search.chosen_engine import engine
from tests.archive.erasing.gone import versions_left
from tests.harness.mortal import Step
from tests.office.disposal import confirm_schedule, executing, make_committee, make_due
from tests.office.kabupaten import Office, actor
from tests.office.scanned import make_scanned

NAMES = ("pertama", "kedua", "ketiga", "keempat", "kelima")
HELD, BYSTANDER = "ditahan", "tinggal"
AT_ONCE = 2
SLICES, BYTES = "archive.erasing.slices", "archive.erasing.bytes"
PROVING, RUNNER = "archive.erasing.proving", "archive.erasing.runner"
RUNNING = "eoffice.jobs.operations.running"


class Destruction:
    """Destroyed by its list: what was agreed is gone and proven, the rest is whole."""

    lane = Lane.DESTROYER.value
    numbers = MappingProxyType({f"{SLICES}:AT_ONCE": AT_ONCE})
    steps = (
        Step(module=RUNNER, name="destroy_slice"),
        Step(module=SLICES, name="_free_in_store", after=True),
        Step(module=SLICES, name="needles_of"),
        Step(module=SLICES, name="_permit", after=True),
        Step(module=SLICES, name="_set_tombstones", after=True),
        Step(module=SLICES, name="redact_events", after=True),
        Step(module=SLICES, name="erase_rows", after=True),
        Step(module=BYTES, name="drop_unused_rows", after=True),
        Step(module=SLICES, name="_erase", after=True),
        Step(module=SLICES, name="_erase_rows", after=True),
        Step(module=SLICES, name="keep_entry"),
        Step(module=SLICES, name="keep_entry", after=True),
        Step(module=SLICES, name="_leave_store"),
        Step(module=BYTES, name="delete_version", after=True),
        Step(module=BYTES, name="delete_places", after=True, turn=2),
        Step(module=SLICES, name="_leave_store", after=True),
        Step(module=RUNNING, name="_keep"),
        Step(module=RUNNER, name="prove_list"),
        Step(module=PROVING, name="hits_in_database", after=True),
        Step(module=PROVING, name="_keep_proofs", after=True),
        Step(module=PROVING, name="_close_files", after=True),
        Step(module=PROVING, name="_finish", after=True),
        Step(module=RUNNING, name="_finish"),
    )

    def begin(self, office: Office) -> UUID:
        """Have a list whose execution two people asked for; then hold one of it."""
        confirm_schedule()
        engine().prepare()
        people = make_committee(office)
        records = {name: make_scanned(office, name) for name in (*NAMES, HELD)}
        left = make_scanned(office, BYSTANDER)
        make_due(office, *records.values())
        rows = {**records, BYSTANDER: left}
        self.stored = {name: one.contents.get().stored for name, one in rows.items()}
        self.subjects = {name: one.subject for name, one in rows.items()}
        self.ids = {name: one.pk for name, one in rows.items()}
        drain()
        before = executing_module.AT_ONCE
        executing_module.AT_ONCE = AT_ONCE
        try:
            found = executing(office, people)
        finally:
            executing_module.AT_ONCE = before
        hold(office, records[HELD])
        self.list_id = found.pk
        assert found.job_id is not None
        return found.job_id

    def check(self) -> None:
        """Each is gone once, wholly, with its proof; what was not agreed is there."""
        found = DestructionList.objects.get(pk=self.list_id)
        assert found.state == ListState.DESTROYED
        assert found.certificate == certificate_of(found)
        assert found.certificate["items"] == len(NAMES)
        assert Job.objects.get(pk=found.job_id).state == JobState.SUCCEEDED
        gone = {self.ids[name] for name in NAMES}
        self._each_item_once(found, gone)
        self._nothing_is_left(gone)
        for name in (HELD, BYSTANDER):
            record = Record.objects.get(pk=self.ids[name])
            assert record.subject == self.subjects[name]
            stored = StoredObject.objects.get(pk=self.stored[name].pk)
            assert default_store().get_bytes(stored).startswith(b"%PDF")

    def _each_item_once(self, found: DestructionList, gone: set[UUID]) -> None:
        states = dict(found.items.values_list("record_id", "state"))
        held = states.pop(self.ids[HELD])
        assert states == dict.fromkeys(gone, ItemState.DESTROYED)
        assert held == ItemState.DROPPED
        dropped = found.items.get(record_id=self.ids[HELD])
        assert dropped.dropped_because == DropReason.HELD
        for item in found.items.filter(state=ItemState.DESTROYED):
            told = {"object_versions": 0, "search": 0, "database": 0}
            assert told.items() <= item.proof.items()
            assert (item.needles, item.places) == ([], [])
            assert len(item.hashes) == 1
        stones = Tombstone.objects.values_list("record_id", flat=True)
        assert Counter(stones) == Counter(gone)
        trail = AuditEvent.objects
        erased = trail.filter(action=DisposalAct.ERASED).values_list("object_id")
        assert Counter(UUID(pk) for (pk,) in erased) == Counter(gone)
        about = {"object_id": str(found.pk)}
        assert trail.filter(action=DisposalAct.DESTROYED, **about).count() == 1
        told = OutboxEvent.objects.filter(name=DisposalEvent.DESTROYED)
        assert told.count() == 1

    def _nothing_is_left(self, gone: set[UUID]) -> None:
        assert not Record.objects.filter(pk__in=gone).exists()
        for name in NAMES:
            stored = self.stored[name]
            assert versions_left([(stored.bucket, stored.key)]) == 0
        words = {self.subjects[name]: name for name in NAMES}
        hashes = {self.stored[name].sha256: name for name in NAMES}
        assert not hits_in_database(words, hashes)
        missing = engine().missing([str(pk) for pk in gone])
        assert missing == {str(pk) for pk in gone}


def hold(office: Office, record: Record) -> None:
    """Keep the record for a case."""
    scope = ScopeInput(kind=ScopeKind.RECORD, record_id=record.pk)
    case = HoldInput(
        case_name="Perkara 12/G/2026",
        requester="Bagian Hukum",
        basis="Surat 180/4/2026",
        scopes=[scope],
    )
    place_hold(actor=actor(office.setda_archivist), hold=case)
