"""What taking a sheet over would do at this moment, and which rows stay behind."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from archive.appraisal_sheets.errors import Conflict
from archive.appraisal_sheets.marks import base_of
from archive.appraisal_sheets.models import AppraisalSheet
from archive.appraisal_sheets.reading import RowWord, fault_of
from archive.disposal.models import DestructionItem
from archive.disposal.states import ItemState

FACTS = ("order", "state", "decision", "until", "reason", "destruction_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowConflict:
    """A row that is not taken: its number in the sheet, its item, and why."""

    row: int | None
    order: int | None
    conflict: Conflict

    @property
    def place(self) -> tuple[int, int]:
        """Return where it stands among the others: by row, missing ones last."""
        return (self.row or 1_000_000, self.order or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetJudgement:
    """Words to take over, how many rows change nothing, and the conflicts by row."""

    words: list[RowWord]
    same: int
    silent: int
    conflicts: list[RowConflict]

    @property
    def by_decision(self) -> list[tuple[str, int]]:
        """Return how many words there are of each decision, in words."""
        counts = Counter(one.word.decision for one in self.words)
        return [(str(decision.label), n) for decision, n in counts.most_common()]


def judge(sheet: AppraisalSheet) -> SheetJudgement:
    """Compare what the sheet says with how its list stands now; one query."""
    rows = DestructionItem.objects.filter(destruction_list=sheet.destruction_list_id)
    items = {one.pk: one for one in rows.order_by().only(*FACTS)}
    words, same, conflicts = [], 0, _unread(sheet)
    said = [RowWord.of_kept(kept) for kept in sheet.words]
    for one in said:
        item = items[one.item]
        if is_said(item, one):
            same += 1
        elif conflict := _conflict(item, one):
            conflicts.append(
                RowConflict(row=one.row, order=item.order, conflict=conflict)
            )
        else:
            words.append(one)
    in_sheet = {one.item for one in said} | {UUID(pk) for pk in sheet.silent}
    told = {one.order for one in conflicts}
    conflicts += [
        RowConflict(row=None, order=item.order, conflict=Conflict.MISSING)
        for pk, item in items.items()
        if item.state == ItemState.LISTED
        and pk not in in_sheet
        and item.order not in told
    ]
    conflicts.sort(key=lambda one: one.place)
    silent = len(sheet.silent)
    return SheetJudgement(words=words, same=same, silent=silent, conflicts=conflicts)


def is_said(item: DestructionItem, one: RowWord) -> bool:
    """Tell whether the item has this very word already."""
    word = one.word
    has = (item.decision, item.until, item.reason)
    return has == (word.decision, word.until, word.reason)


def _conflict(item: DestructionItem, one: RowWord) -> Conflict | None:
    if item.state != ItemState.LISTED:
        return Conflict.LEFT
    if base_of(item) != one.base:
        return Conflict.CHANGED
    return fault_of(one.word)


def _unread(sheet: AppraisalSheet) -> list[RowConflict]:
    return [
        RowConflict(row=row, order=order, conflict=Conflict(code))
        for row, order, code in sheet.unread
    ]
