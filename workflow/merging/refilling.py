"""Filling the letters of a batch anew: the draft with gaps, or the table, was mended.

What lies with the drafter is written over in place: same letters, same rows, same
batch; what stood in each stays among its earlier states, and submitting freezes the
next version. What was decided or is on its way stays, and its line of the table too:
else one person would get two letters and another none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version
from workflow.letters.errors import LetterLocked
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import EDITABLE, Letter, StateReason
from workflow.letters.operations.drafting import edit_draft
from workflow.merging import access
from workflow.merging.checking import (
    AT_ONCE,
    check_source,
    columns_for,
    draft_for_merge,
    told_columns,
)
from workflow.merging.creating import LONGEST_REFUSAL, step_done, steps_of
from workflow.merging.faults import RowFault, kept_faults
from workflow.merging.filling import (
    Filling,
    Source,
    filled,
    kept_filling,
    kept_source,
    read_filling,
    read_source,
    source_of,
    whole,
)
from workflow.merging.judging import KeptRowJudge, RowJudge
from workflow.merging.models import MergeBatch, MergeRow
from workflow.merging.queries import latest_job, rows_to_refill, submit_job
from workflow.merging.table import BroughtTable
from workflow.merging.trail_acts import MergeAct
from workflow.merging.under_way import check_settled

KIND = "merge_refill"
FAULTS_TOLD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Renewed:
    """What the letters are to be made of: judged, not yet kept."""

    letter: Letter
    source: Source
    fillings: Mapping[int, Filling]
    faults: list[RowFault]
    file_name: str = ""
    columns: Mapping[str, list[str]] | None = None


def refill_letters(
    *, actor: Actor, batch_id: UUID, table: BroughtTable | None = None
) -> Job:
    """Fill the letters that lie with the drafter anew, as one job.

    Of the draft with gaps as it is now, and of `table`, or else of the lines brought
    before. Nothing is changed where a line has a fault.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: the draft with gaps is past drafting.
        Stale: the draft was changed while the lines were judged.
        StillDeciding: letters of the batch are being decided or signed together.
        StateForbids: there is no draft, or nothing to fill anew.
        Invalid: every fault of every line; or lines came, went, or changed that are
            on their way.
    """
    batch = access.visible_batch(actor, batch_id)
    access.require(actor, "batch.create", batch)
    renewed = _renewed(actor, batch, table)
    stopping = [one for one in renewed.faults if one.stops]
    if stopping:
        raise Invalid(
            [
                Fault(field=one.place, code=one.code, message=one.message)
                for one in stopping[:FAULTS_TOLD]
            ]
        )
    return _begin(actor, batch_id, renewed, has_table=table is not None)


def _renewed(actor: Actor, batch: MergeBatch, table: BroughtTable | None) -> _Renewed:
    if batch.source_id is None:
        text = _("The draft with gaps was thrown away. Bring a table for another one.")
        raise StateForbids(text, state="no_draft")
    letter = draft_for_merge(actor, batch.source_id)
    source = source_of(letter)
    check_source(actor, letter, source)
    rows = batch.rows.values_list("number", "filling")
    kept = {number: read_filling(filling) for number, filling in rows}
    if table is None:
        found = KeptRowJudge(kept, source).judge()
        return _Renewed(
            letter=letter, source=source, fillings=kept, faults=found.faults
        )
    columns = columns_for(source, table)
    found = RowJudge(table, source, columns).judge()
    return _Renewed(
        letter=letter,
        source=source,
        fillings=found.fillings,
        faults=[*_other_lines(kept, found.fillings), *found.faults],
        file_name=table.name,
        columns=told_columns(table, columns),
    )


def _other_lines(
    kept: Mapping[int, Filling], brought: Mapping[int, Filling]
) -> list[RowFault]:
    gone = _("This row is missing. Each letter of the batch keeps its row.")
    new = _("This row is new. Bring it as a table of its own.")
    return [
        RowFault(row=number, column="", code=code, message=message)
        for numbers, code, message in (
            (kept.keys() - brought.keys(), "row_gone", gone),
            (brought.keys() - kept.keys(), "row_new", new),
        )
        for number in sorted(numbers)
    ]


@transaction.atomic
def _begin(actor: Actor, batch_id: UUID, renewed: _Renewed, *, has_table: bool) -> Job:
    batch = access.locked_for(actor, "batch.create", batch_id)
    _check_idle(batch)
    letter = locked_draft_for(actor, "letter.edit", renewed.letter.pk)
    # What was judged is what was read; an edit since then asks for another look.
    check_version(letter, renewed.letter.row_version, state=letter.status)
    if has_table or letter.row_version != batch.source_version:
        _renew(batch, letter, renewed)
    numbers = list(rows_to_refill(batch).values_list("number", flat=True))
    if not numbers:
        text = _("Nothing to fill anew: change the draft or the table first.")
        raise StateForbids(text, state="unchanged")
    actor = actor.at_position(batch.position_id)
    job = start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=steps_of(numbers),
        parameters={"batch": str(batch.pk)},
        position_id=batch.position_id,
    )
    batch.job_id = job.pk
    batch.save()
    trail.record(
        MergeAct.REFILLING,
        batch,
        actor=actor,
        letter=str(letter.pk),
        letters=len(numbers),
        edition=batch.edition,
    )
    return job


def _check_idle(batch: MergeBatch) -> None:
    check_settled(batch)
    making = latest_job(batch)
    if making is None:
        text = _("Its letters are not made yet. Make them instead.")
        raise StateForbids(text, state="not_made")
    for job in filter(None, (making, submit_job(batch))):
        if job.finished_at is None:
            text = _("Work on this batch goes on. Wait until it ends.")
            raise StateForbids(text, state=job.state)


def _renew(batch: MergeBatch, letter: Letter, renewed: _Renewed) -> None:
    """Let the locked batch say what its letters are made of from now on."""
    rows = list(batch.rows.select_related("letter").order_by("number"))
    _check_on_their_way(rows, renewed.fillings)
    for row in rows:
        filling = renewed.fillings[row.number]
        row.filling, row.longest = kept_filling(filling), filling.longest
    batch.rows.bulk_update(rows, ["filling", "longest"], batch_size=AT_ONCE)
    batch.content = kept_source(renewed.source)
    batch.source_version = letter.row_version
    batch.type_code, batch.subject = letter.letter_type.code, letter.subject
    batch.faults = kept_faults(renewed.faults)
    batch.warning_count = len(renewed.faults)
    if renewed.columns is not None:
        batch.file_name = renewed.file_name[:255]
        batch.columns = dict(renewed.columns)
    batch.edition += 1


def _check_on_their_way(rows: list[MergeRow], fillings: Mapping[int, Filling]) -> None:
    told = _("The letter of this row is on its way or signed: its line must stay.")
    faults = [
        Fault(field=str(row.number), code="on_its_way", message=told)
        for row in rows
        if _is_on_its_way(row) and not _says_same(row, fillings[row.number])
    ]
    if faults:
        raise Invalid(faults[:FAULTS_TOLD])


def _is_on_its_way(row: MergeRow) -> bool:
    if row.taken_out_at is not None:
        return True
    return row.letter is not None and row.letter.status not in EDITABLE


def _says_same(row: MergeRow, filling: Filling) -> bool:
    kept = read_filling(row.filling)
    shared = kept.values.keys() & filling.values.keys()
    return kept.recipient == filling.recipient and all(
        kept.values[name] == filling.values[name] for name in shared
    )


def refill_rows(work: Work) -> ItemOutcome:
    """Fill the letters of a step's rows anew, with the owner's rights of this moment.

    Raises:
        NotFound: the owner's position is not theirs any more.
        RowRefused: a letter went on meanwhile, or names what is not there any more;
            the others are filled.
    """
    return step_done(work, _refill)


@transaction.atomic
def _refill(actor: Actor, batch_id: UUID, first: int, last: int) -> list[MergeRow]:
    # Decisions and submitting wait; batches are locked before letters.
    batch = MergeBatch.objects.select_for_update(no_key=True).get(pk=batch_id)
    source = read_source(batch.content)
    rows = rows_to_refill(batch).filter(number__range=(first, last))
    named = rows.select_related("letter__letter_type").order_by("number")
    return [row for row in named if not _refilled(actor, batch, source, row)]


def _refilled(actor: Actor, batch: MergeBatch, source: Source, row: MergeRow) -> bool:
    letter = row.letter
    if letter is None:  # thrown away between the two questions
        return True
    other_type = batch.type_code if letter.letter_type.code != batch.type_code else ""
    try:
        edit_draft(
            actor=actor,
            letter_id=letter.pk,
            row_version=None,
            content=filled(
                whole(source, type_code=other_type), read_filling(row.filling)
            ),
            keeps=StateReason.REFILLED,
        )
    except (Invalid, LetterLocked) as refusal:
        row.refusal = _words(refusal)[:LONGEST_REFUSAL]
        row.save(update_fields=["refusal"])
        return False
    row.edition, row.refusal = batch.edition, ""
    row.save(update_fields=["edition", "refusal"])
    return True


def _words(refusal: Invalid | LetterLocked) -> str:
    if isinstance(refusal, Invalid):
        return str(refusal.faults[0].message)
    return str(refusal)


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, refill_rows)
