"""A destruction list of ten thousand: made, appraised in bulk, destroyed and proven.

    uv run python -m bench.destroying          ten thousand records
    uv run python -m bench.destroying 1000     so many

On the test services, in a database of its own: scanned letters with their bytes in the
place of records, an entry of the trail and a bell each. The job runs as the destroyer
runs it, slice after slice.
"""

import io
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TypeVar

from bench import database
from bench.figures import Row, keep, within

# ruff: isort: split
from django.db import transaction
from django.utils import timezone

from archive.appraisal_sheets import columns
from archive.appraisal_sheets.judging import judge
from archive.appraisal_sheets.models import AppraisalSheet
from archive.appraisal_sheets.reading import read_rows, rows_of_file
from archive.appraisal_sheets.taking import take_sheet
from archive.appraisal_sheets.writing import facts_of, workbook_of_list
from archive.classification.catalogue import code_today
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, submit_list
from archive.disposal.executing import execute_list
from archive.models import (
    Appraisal,
    DestructionItem,
    DestructionList,
    ItemState,
    Record,
    RecordContent,
    RecordFile,
    RecordKind,
    RetentionRule,
)
from archive.records import access
from archive.records.trail_acts import RecordAct
from eoffice.audit import trail
from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from eoffice.notifications.models import Notification
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from search.chosen_engine import engine
from tests.office.disposal import LETTER, confirm_schedule, make_committee, proposed
from tests.office.kabupaten import Office, Person, actor
from tests.office.records import CODE, make_file
from workflow.models import IncomingFile, IncomingLetter, PageText

RECORDS, BATCH = 10_000, 500
MADE_LIMIT_S, APPRAISED_LIMIT_S, DESTROYED_LIMIT_S = 30, 10, 600
REQUEST_LIMIT_S = 2
ROWS: list[Row] = []
T = TypeVar("T")
WORDS = "Permohonan bantuan sarana kelompok tani dari desa yang jauh nomor urut"


def letters(office: Office, count: int) -> Iterator[list[Record]]:
    """Write scanned letters with file, text and record, and yield their records."""
    code, file = code_today(CODE), _file(office)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        incoming = [_incoming(office, n) for n in numbers]
        with ThreadPoolExecutor(8) as pool:
            stored = list(pool.map(_stored, numbers))
        files = [
            IncomingFile(incoming=one, stored=at, name="pindai.pdf")
            for one, at in zip(incoming, stored, strict=True)
        ]
        records = [
            _record(office, one, code, file, n) for n, one in enumerate(incoming, first)
        ]
        with transaction.atomic():
            IncomingLetter.objects.bulk_create(incoming)
            StoredObject.objects.bulk_create(stored)
            IncomingFile.objects.bulk_create(files)
            PageText.objects.bulk_create(
                _text(one, n) for n, one in enumerate(files, first)
            )
            Record.objects.bulk_create(records)
            RecordContent.objects.bulk_create(
                RecordContent(record=one, stored=at, name="pindai.pdf")
                for one, at in zip(records, stored, strict=True)
            )
            Notification.objects.bulk_create(_bell(office, one) for one in incoming)
            trail.record_many(
                ((RecordAct.CAPTURED, one, {"kind": one.kind}) for one in records),
                actor=None,
            )
        yield records


def _file(office: Office) -> RecordFile:
    file = make_file(office.setda_archivist, office.setda)
    RetentionRule.objects.filter(pk=file.retention_rule_id).update(
        counted_from="file_closed",
        final_disposition="destroy",
        disposition_exception="",
        active_years=1,
        inactive_years=2,
    )
    return file


def _incoming(office: Office, number: int) -> IncomingLetter:
    return IncomingLetter(
        unit=office.setda,
        status="completed",
        channel="internal",
        received_at=timezone.now(),
        sender=f"Desa {number}",
        number=f"{number}/DS/2020",
        subject=f"{WORDS} {number}",
    )


def _stored(number: int) -> StoredObject:
    content = io.BytesIO(f"%PDF-1.7 {number}".encode())
    return store.put(content, area=store.Area.RECORDS, media_type="application/pdf")


def _text(file: IncomingFile, number: int) -> PageText:
    return PageText(
        file=file,
        page=1,
        source="ocr",
        text=f"{WORDS} {number} mohon kiranya dapat dipenuhi dalam tahun ini juga",
        width_pt=595,
        height_pt=842,
    )


def _record(
    office: Office,
    incoming: IncomingLetter,
    code: object,
    file: RecordFile,
    number: int,
) -> Record:
    return Record(
        kind=RecordKind.INCOMING,
        incoming=incoming,
        unit=office.setda,
        number=incoming.number,
        record_date=timezone.localdate() - timedelta(days=2000),
        subject=incoming.subject,
        classification=code,
        security_class="biasa",
        record_file=file,
        item_number=number + 1,
        filed_at=timezone.now(),
    )


def _bell(office: Office, incoming: IncomingLetter) -> Notification:
    return Notification(
        official=office.setda_clerk.official,
        kind="incoming.registered",
        text=incoming.subject,
        path=f"/naskah-masuk/{incoming.pk}/",
        event_id=incoming.pk,
    )


def due(office: Office, count: int) -> None:
    """Fill a berkas whose retention is over; search knows every record of it."""
    for records in letters(office, count):
        for one in records[:1]:
            access.refresh_access(one)
            tokens = one.access_tokens
        Record.objects.filter(pk__in=[one.pk for one in records]).update(
            access_tokens=tokens
        )
    over = timezone.localdate() - timedelta(days=1)
    RecordFile.objects.update(
        closed_on=over,
        activity_ended_on=over,
        active_until=over,
        inactive_until=over,
    )
    engine().prepare()
    database.analyse()


def asked(what: str, act: Callable[[], T], limit_s: float = REQUEST_LIMIT_S) -> T:
    """Do what one request does, and keep how long it took."""
    began = time.perf_counter()
    answer = act()
    row: Row = {
        "what": what,
        "seconds": round(time.perf_counter() - began, 1),
        "limit": f"{limit_s:g} s",
    }
    ROWS.append(within(row, "seconds", limit_s))
    return answer


def on_paper(office: Office, found: DestructionList) -> None:
    """Give the list out as a sheet, and judge and take what a committee filled."""
    sheet = asked("sheet given out", lambda: workbook_of_list(found))
    items = {str(one.pk): one for one in found.items.select_related("unit")}
    filled = {columns.DECISION: columns.WORDS[Appraisal.AGREE]}
    rows = [(n, facts_of(one) | filled) for n, one in enumerate(items.values(), 2)]
    asked("sheet read in the sandbox", lambda: rows_of_file(sheet))
    read = read_rows(rows, items)
    kept = AppraisalSheet.objects.create(
        destruction_list=found,
        brought_by=office.kabag.official,
        words=[one.kept() for one in read.words],
    )
    asked("sheet judged", lambda: judge(kept))
    asked(
        "sheet taken over",
        lambda: take_sheet(
            actor=actor(office.kabag), list_id=found.pk, sheet_id=kept.pk
        ),
    )


def decided(office: Office, count: int, people: dict[str, Person]) -> DestructionList:
    """Propose, submit, appraise, approve and ask for the execution of the list."""
    own = actor(office.setda_archivist)
    found = asked(f"list of {count} made", lambda: proposed(office), MADE_LIMIT_S)
    asked("submitted", lambda: submit_list(actor=own, list_id=found.pk))
    on_paper(office, found)
    asked(
        f"{count} items appraised at once",
        lambda: appraise_items(
            actor=actor(office.kabag),
            list_id=found.pk,
            chosen=Chosen(rule_id=found.items.values_list("rule_id", flat=True)[0]),
            word=CommitteeWord(decision=Appraisal.AGREE),
        ),
        APPRAISED_LIMIT_S,
    )
    region = actor(office.bupati)
    asked(
        "approved",
        lambda: approve_list(actor=region, list_id=found.pk, letter=LETTER),
    )
    for person in (people["archivist"], office.kabag):
        how = {"list_id": found.pk, "typed_name": found.name}
        found = asked(
            "execution asked", partial(execute_list, actor=actor(person), **how)
        )
    return found


def destroyed(found: DestructionList) -> None:
    """Carry it out, slice by slice as the destroyer does, with the proof at the end."""
    began, worked = time.perf_counter(), time.process_time()
    while Job.objects.get(pk=found.job_id).finished_at is None:
        run_job(found.job_id)  # type: ignore[arg-type]
    row: Row = {
        "what": "destroyed and proven",
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_s": round(time.process_time() - worked, 1),
        "items": DestructionItem.objects.filter(state=ItemState.DESTROYED).count(),
        "limit": f"{DESTROYED_LIMIT_S} s",
    }
    ROWS.append(within(row, "seconds", DESTROYED_LIMIT_S))


def main() -> int:
    """Measure all of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with database.office() as office:
        confirm_schedule()
        people = make_committee(office)
        due(office, count)
        destroyed(decided(office, count, people))
        return keep("destroying", ROWS)


if __name__ == "__main__":
    sys.exit(main())
