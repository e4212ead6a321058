"""An export of eight scanned records as a BagIt package."""

import io
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from uuid import UUID

import bagit

from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.exchange.trail_acts import ExportAct
from archive.models import Export, ExportKind, ExportState, Record
from eoffice.audit.models import AuditEvent
from eoffice.jobs.models import Job, JobState
from eoffice.objects import integrity, store
from eoffice.objects.models import StoredObject
from eoffice.outbox.lanes import Lane
from eoffice.outbox.relay import drain
from tests.harness.mortal import Step
from tests.office.kabupaten import Office, actor
from tests.office.scanned import make_scanned

RECORDS = 8
WRITING, PACKING = "archive.exchange.writing", "archive.exchange.packages.packing"
BAG, STORE = "archive.exchange.packages.bag", "eoffice.objects.store"
RUNNING = "eoffice.jobs.operations.running"


class Package:
    """Written once and whole; what the killed put into the store is nobody's."""

    lane = Lane.SLOW.value
    numbers = MappingProxyType({f"{WRITING}:TOLD_EVERY": 2})
    steps = (
        Step(module=WRITING, name="_actor"),
        Step(module=WRITING, name="_written"),
        Step(module=PACKING, name="_write_record"),
        Step(module=PACKING, name="_write_record", turn=5),
        Step(module=PACKING, name="_write_record", after=True, turn=RECORDS),
        Step(module=BAG, name="BagWriter.finish"),
        Step(module=BAG, name="BagWriter.finish", after=True),
        Step(module=STORE, name="put"),
        Step(module=STORE, name="put", after=True),
        Step(module=WRITING, name="_keep"),
        Step(module=WRITING, name="_save"),
        Step(module=WRITING, name="_save", after=True),
        Step(module=WRITING, name="_keep", after=True),
        Step(module=RUNNING, name="_keep"),
        Step(module=RUNNING, name="_keep", after=True),
        Step(module=RUNNING, name="_finish"),
        Step(module=RUNNING, name="_finish", after=True),
    )

    def begin(self, office: Office) -> UUID:
        """Ask for a package of all the records."""
        records = [make_scanned(office, f"nomor{'x' * n}") for n in range(RECORDS)]
        self.ids = [one.pk for one in records]
        drain()
        export = make_export(
            actor=actor(office.setda_archivist),
            wanted=ExportInput(
                kind=ExportKind.BAGIT, selection=Selection(records=self.ids)
            ),
        )
        self.export_id = export.pk
        assert export.job_id is not None
        return export.job_id

    def check(self) -> None:
        """The package is there, valid and told once; leftovers are found and go."""
        export = Export.objects.get(pk=self.export_id)
        assert (export.state, export.written) == (ExportState.READY, RECORDS)
        assert Job.objects.get(pk=export.job_id).state == JobState.SUCCEEDED
        assert Record.objects.filter(pk__in=self.ids).count() == RECORDS
        trail = AuditEvent.objects
        assert trail.filter(action=ExportAct.WRITTEN).count() == 1
        told = trail.filter(action=ExportAct.RECORD_EXPORTED)
        ids = told.values_list("object_id", flat=True)
        assert Counter(map(UUID, ids)) == Counter(self.ids)
        assert export.stored is not None
        self._is_valid(store.get_bytes(export.stored))
        self._leaves_nothing(export.stored)

    def _is_valid(self, content: bytes) -> None:
        with TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(content)) as z:
            z.extractall(folder)
            place = Path(folder) / f"arsip-{self.export_id}"
            bagit.Bag(str(place)).validate()
            assert len(list((place / "data" / "arsip").iterdir())) == RECORDS

    def _leaves_nothing(self, kept: StoredObject) -> None:
        """Everything in the place of drafts that is not the package is an orphan."""
        ours = {"grace": timedelta(0), "read_content": False}
        report = integrity.check(**ours, remove_orphans=True)
        own = [one for one in report.faults if one.bucket == kept.bucket]
        assert not own
        again = integrity.check(**ours)
        assert not [one for one in again.faults if one.bucket == kept.bucket]
        assert store.get_bytes(kept)
