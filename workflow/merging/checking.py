"""Bringing a table for a draft: everything is checked, nothing is made yet."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.objects.models import Upload
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version
from workflow.letters import access
from workflow.letters.errors import LetterLocked
from workflow.letters.locks import locked_draft_for
from workflow.letters.models import Letter, RecipientKind
from workflow.merging.columns import Columns, columns_of
from workflow.merging.faults import RowFault, kept_faults
from workflow.merging.filling import (
    Source,
    kept_filling,
    kept_source,
    source_of,
)
from workflow.merging.gaps import gaps_of
from workflow.merging.judging import JudgedRows, RowJudge
from workflow.merging.models import MergeBatch, MergeRow
from workflow.merging.table import BroughtTable
from workflow.merging.trail_acts import MergeAct

AT_ONCE = 500


def draft_for_merge(actor: Actor, letter_id: UUID) -> Letter:
    """Return one's own draft, to bring a table for.

    Raises:
        NotFound: not theirs to edit.
        LetterLocked: past drafting.
    """
    letter = access.visible_letter(actor, letter_id)
    access.require(actor, "letter.edit", letter)
    if not letter.is_editable:
        raise LetterLocked(state=letter.status)
    return letter


def draft_gaps(letter: Letter) -> list[str]:
    """Return the names of the draft's gaps, in the order of the page."""
    content = source_of(letter).content
    return list(gaps_of(content.subject, content.body).values())


def check_table(*, actor: Actor, letter_id: UUID, table: BroughtTable) -> MergeBatch:
    """Judge every row of the table for the draft; keep and return the batch.

    Tables brought before for the same draft, of which nothing was made, go.

    Raises:
        NotFound: not the drafter's.
        LetterLocked: past drafting.
        Invalid: the draft has no gap to fill, or holds files of others.
        Stale: the draft was changed while the table was judged.
    """
    letter = draft_for_merge(actor, letter_id)
    source = source_of(letter)
    check_source(actor, letter, source)
    columns = columns_for(source, table)
    judged = RowJudge(table, source, columns).judge()
    return _keep(actor, letter, (table, source, columns), judged)


def columns_for(source: Source, table: BroughtTable) -> Columns:
    """Match the heads of the table with what the draft asks for."""
    content = source.content
    gaps = gaps_of(content.subject, content.body)
    to = [one for one in content.recipients if one.kind == RecipientKind.TO]
    return columns_of(table.heads, gaps, has_addressee=bool(to))


def check_source(actor: Actor, letter: Letter, source: Source) -> None:
    """Raise Invalid where the draft holds files of others."""
    faults = []
    own = Upload.objects.filter(
        pk__in=source.content.attachments, owner_id=actor.user_id
    )
    if own.count() < letter.attachments.count():
        text = _("An attachment was brought by somebody else. Bring it anew yourself.")
        faults.append(Fault(field="attachments", code="unknown_upload", message=text))
    if faults:
        raise Invalid(faults)


@transaction.atomic
def _keep(
    actor: Actor,
    read: Letter,
    brought: tuple[BroughtTable, Source, Columns],
    judged: JudgedRows,
) -> MergeBatch:
    table, source, columns = brought
    letter = locked_draft_for(actor, "letter.edit", read.pk)
    # What was judged is what was read; an edit since then asks for another look.
    check_version(letter, read.row_version, state=letter.status)
    actor = actor.at_position(letter.drafter_position_id)
    letter.merge_batches.filter(job_id__isnull=True).delete()
    stopping = _stopping(judged.faults)
    batch = MergeBatch.objects.create(
        source=letter,
        source_version=letter.row_version,
        type_code=letter.letter_type.code,
        subject=letter.subject,
        made_by=actor.official,
        position=letter.drafter_position,
        file_name=table.name[:255],
        content=kept_source(source),
        faults=kept_faults(judged.faults),
        fault_count=stopping,
        warning_count=len(judged.faults) - stopping,
        row_count=len(table.rows),
        columns=told_columns(table, columns),
    )
    if not stopping:
        rows = (
            MergeRow(
                batch=batch,
                number=number,
                filling=kept_filling(filling),
                longest=filling.longest,
            )
            for number, filling in judged.fillings.items()
        )
        MergeRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    trail.record(
        MergeAct.CHECKED,
        batch,
        actor=actor,
        letter=str(letter.pk),
        rows=len(table.rows),
        faults=stopping,
    )
    return batch


def _stopping(faults: list[RowFault]) -> int:
    return sum(one.stops for one in faults)


def told_columns(table: BroughtTable, columns: Columns) -> dict[str, list[str]]:
    """Return the heads by their use."""

    def heads(places: Iterable[int]) -> list[str]:
        return [table.heads[place] for place in places]

    return {
        "gaps": heads(columns.gaps.values()),
        "addressee": heads(columns.addressee.values()),
        "unused": list(columns.unused),
    }
