"""Taking a filled sheet over: all its words that hold, in one act of the committee."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from archive.appraisal_sheets.errors import NoSheet, NothingToTake
from archive.appraisal_sheets.judging import SheetJudgement, judge
from archive.appraisal_sheets.models import AppraisalSheet
from archive.appraisal_sheets.reading import RowWord
from archive.disposal.appraising import APPRAISABLE, appraised, is_open
from archive.disposal.errors import AppraisalOver, SamePerson
from archive.disposal.locks import locked_for
from archive.disposal.states import ItemState
from archive.disposal.trail_acts import DisposalAct
from eoffice.audit import trail
from eoffice.organisation.actor import Actor

# One statement: ten thousand different reasons would be as many otherwise.
WRITE = """
UPDATE archive_destructionitem i
   SET decision = w.decision, until = w.until, reason = w.reason,
       decided_by_id = %s, decided_at = %s
  FROM unnest(%s::uuid[], %s::text[], %s::date[], %s::text[])
       AS w(id, decision, until, reason)
 WHERE i.id = w.id AND i.destruction_list_id = %s AND i.state = %s
"""


@transaction.atomic
def take_sheet(
    *,
    actor: Actor,
    list_id: UUID,
    sheet_id: UUID,
    expected_version: int | None = None,
) -> SheetJudgement:
    """Give the committee's word as the sheet says it; rows in conflict stay behind.

    Raises:
        NotFound: the list is not this person's to appraise.
        SamePerson: the person proposed the list.
        AppraisalOver, WrongState, Stale: the list moved on since the rows were shown.
        NoSheet: not this person's sheet, or taken over already.
        NothingToTake: every row is in conflict, says nothing, or says what stands.
    """
    found = locked_for(
        actor,
        "disposal.appraise",
        list_id,
        states=APPRAISABLE,
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise SamePerson(state=found.state)
    if found.approvals.filter(is_current=True).exists():
        raise AppraisalOver(state=found.state)
    rows = AppraisalSheet.objects.select_for_update(no_key=True)
    mine = rows.filter(destruction_list=found, brought_by=actor.official)
    sheet = mine.filter(pk=sheet_id, taken_at__isnull=True).first()
    if sheet is None:
        raise NoSheet(state=found.state)
    judged = judge(sheet)
    if not judged.words:
        raise NothingToTake(state=found.state)
    was_open = is_open(found)
    _write(actor, list_id, judged.words)
    sheet.taken_at = timezone.now()
    sheet.words, sheet.unread, sheet.silent = [], [], []
    sheet.save(update_fields=["taken_at", "words", "unread", "silent"])
    appraised(found, was_open=was_open)
    trail.record(
        DisposalAct.SHEET_TAKEN,
        found,
        actor=actor,
        sha256=sheet.sha256,
        count=len(judged.words),
        conflicts=len(judged.conflicts),
    )
    return judged


def _write(actor: Actor, list_id: UUID, words: list[RowWord]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE,
            [
                actor.official.pk,
                timezone.now(),
                [one.item for one in words],
                [one.word.decision.value for one in words],
                [one.word.until for one in words],
                [one.word.reason for one in words],
                list_id,
                ItemState.LISTED.value,
            ],
        )
