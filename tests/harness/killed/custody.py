"""A move of six files to another keeper, one of them held at the last moment."""

from collections import Counter
from types import MappingProxyType
from uuid import UUID

from archive.custody import moving
from archive.custody.deciding import approve_move, submit_move
from archive.custody.events import CustodyEvent
from archive.custody.moving import execute_move
from archive.custody.readiness import SIGNED_BEFORE
from archive.custody.states import CustodyState, MoveKind
from archive.custody.trail_acts import CustodyAct
from archive.models import CustodyMove, Record, RecordFile
from archive.papers.kinds import PaperKind
from archive.records.access import refresh_access
from eoffice.audit.models import AuditEvent
from eoffice.jobs.models import Job, JobState
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import OutboxEvent
from eoffice.outbox.relay import drain
from tests.harness.killed.destruction import hold
from tests.harness.mortal import Step
from tests.office.custody import (
    closed_file,
    enter_papers,
    name_archives,
    proposed_move,
    verified,
)
from tests.office.disposal import confirm_schedule, make_committee
from tests.office.kabupaten import Office, actor
from tests.office.records import make_record

FILES, AT_ONCE = 6, 2
MOVING, RUNNING = "archive.custody.moving", "eoffice.jobs.operations.running"


class Transfer:
    """Inactive files go to the records unit: each whole, each once."""

    kind, fate = MoveKind.TRANSFER, "destroy"
    lane = Lane.SLOW.value
    numbers = MappingProxyType({f"{MOVING}:AT_ONCE": AT_ONCE})
    steps = (
        Step(module=MOVING, name="move_slice"),
        Step(module=MOVING, name="weigh_holds", after=True),
        Step(module=MOVING, name="locked_files", after=True),
        Step(module=MOVING, name="drop", after=True),
        Step(module=MOVING, name="_move", after=True),
        Step(module=MOVING, name="_move", turn=2),
        Step(module=MOVING, name="_follow_records"),
        Step(module=MOVING, name="_follow_records", after=True, turn=2),
        Step(module=MOVING, name="move_slice", after=True),
        Step(module=RUNNING, name="_keep"),
        Step(module=RUNNING, name="_keep", after=True),
        Step(module=MOVING, name="_finish"),
        Step(module=MOVING, name="_finish", after=True),
        Step(module=RUNNING, name="_finish"),
        Step(module=RUNNING, name="_finish", after=True),
    )

    def begin(self, office: Office) -> UUID:
        """Have a move that both sides signed; then hold a record of one file."""
        name_archives(office)
        if self.kind == MoveKind.HANDOVER:
            confirm_schedule()
            make_committee(office)
        records = [make_record(office) for _ in range(FILES)]
        self.files = [closed_file(office, one, fate=self.fate).pk for one in records]
        found = proposed_move(office, self.kind)
        own = actor(office.setda_archivist)
        submit_move(actor=own, move_id=found.pk)
        before = (PaperKind.CONSIDERATION, PaperKind.STATEMENT)
        if self.kind == MoveKind.HANDOVER:
            enter_papers(office, found, *before)
            verified(office, found)
        receiver = office.sekda
        if found.target_id == office.kominfo.pk:
            receiver = office.kadis
        approve_move(actor=actor(receiver), move_id=found.pk)
        enter_papers(office, found, *SIGNED_BEFORE[self.kind])
        drain()
        was = moving.AT_ONCE
        moving.AT_ONCE = AT_ONCE
        try:
            found = execute_move(actor=own, move_id=found.pk)
        finally:
            moving.AT_ONCE = was
        hold(office, records[1])
        self.held, self.move_id, self.target = self.files[1], found.pk, found.target_id
        assert found.job_id is not None
        return found.job_id

    def check(self) -> None:
        """Each file has its new keeper by one act; the held one stays where it is."""
        found = CustodyMove.objects.get(pk=self.move_id)
        assert found.state == CustodyState.DONE
        assert Job.objects.get(pk=found.job_id).state == JobState.SUCCEEDED
        going = set(self.files) - {self.held}
        states = dict(found.items.values_list("record_file", "state"))
        assert states.pop(self.held) == "dropped"
        assert states == dict.fromkeys(going, "moved")
        moved = RecordFile.objects.filter(custodian=self.target)
        assert set(moved.values_list("pk", flat=True)) == going
        assert RecordFile.objects.filter(pk__in=self.files).count() == FILES
        assert Record.objects.filter(record_file__in=self.files).count() == FILES
        static = moved.filter(static_since__isnull=False).count()
        assert static == (len(going) if self.kind == MoveKind.HANDOVER else 0)
        trail = AuditEvent.objects
        told = trail.filter(action=CustodyAct.MOVED).values_list("object_id", flat=True)
        assert Counter(map(UUID, told)) == Counter(going)
        assert trail.filter(action=CustodyAct.DROPPED).count() == 1
        assert trail.filter(action=CustodyAct.DONE).count() == 1
        assert OutboxEvent.objects.filter(name=CustodyEvent.DONE).count() == 1
        for record in Record.objects.filter(record_file__in=going):
            known = list(record.access_tokens)
            refresh_access(record)
            assert record.access_tokens == known  # the new keeper's stand there


class HandOver(Transfer):
    """Permanent files go to the regional archives for good."""

    kind, fate = MoveKind.HANDOVER, "permanent"
