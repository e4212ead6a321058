"""The days of an event (`hari, tanggal : …`): past ones, and days nobody works on."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from eoffice.days.working_days import WorkCalendar
from workflow.proofreading.dates import WEEKDAYS, days_in, weekday_of, weekday_words
from workflow.proofreading.passages import Passage
from workflow.rendering.dates_in_words import date_in_words
from workflow.rendering.errors import BlockFault
from workflow.rendering.inline import plain_text
from workflow.rendering.tree import Block, FieldRow, Fields

_DAY_ROW = re.compile(r"^\s*(?:pada\s+)?(?:hari|tanggal|tgl|waktu)\b", re.IGNORECASE)


def _day_rows(block: Block) -> list[FieldRow]:
    if not isinstance(block, Fields):
        return []
    return [row for row in block.value if _DAY_ROW.match(row.label)]


def event_faults(index: int, block: Block) -> Iterator[BlockFault]:
    """Yield a row `hari` that is not the weekday of the row `tanggal` beside it."""
    rows = [plain_text(row.value) for row in _day_rows(block)]
    told = [weekday for row in rows if (weekday := weekday_of(row)) is not None]
    days = [named.day for row in rows for named in days_in(row) if named.day]
    if len(told) == 1 and days and told[0] != days[0].weekday():
        words = weekday_words(days[0], told[0])
        yield _place(index, block).fault("weekday_differs", words)


def event_warnings(
    index: int, block: Block, today: date, calendar: WorkCalendar
) -> Iterator[BlockFault]:
    """Yield days of events that are over, or on which the office does not work."""
    for row in _day_rows(block):
        for named in days_in(plain_text(row.value)):
            if named.day is None:
                continue
            weekday = WEEKDAYS[named.day.weekday()]
            told = {"day": f"{weekday}, {date_in_words(named.day)}"}
            if named.day < today:
                text = _("%(day)s is over already. Is the date right?") % told
                yield _place(index, block).fault("event_past", text, named.words)
            elif not calendar.is_working(named.day):
                text = _("%(day)s is no working day. Is the date right?") % told
                yield _place(index, block).fault("event_day_off", text, named.words)


def _place(index: int, block: Block) -> Passage:
    return Passage(index=index, block_id=block.id, text="", steady="")
