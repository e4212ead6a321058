"""Dispositions of these days without a letter: what lies on everybody's desk now.

The dispositions are data (`data/slips.json`): who asks whom, what about, until when in
words (late, today, week, later), who has read it, reported or answered, and what was
handed down from it, as deep as the tree goes.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.wanasari import clock
from demo.wanasari.kabupaten import DATA, Kabupaten
from demo.wanasari.settling import settle
from demo.wanasari.workdays import worked_on_or_after, worked_on_or_before
from workflow.dispositions.operations.checking import DispositionInput, ReceiverInput
from workflow.dispositions.operations.giving import (
    complete_disposition,
    forward_disposition,
    give_initiative,
    mark_disposition_read,
    report_progress,
)
from workflow.models import Disposition

HOUR = timedelta(hours=1)
FIRST_HOUR = time(9, 15)
LATE_DAYS, LATER_DAYS = 2, 9
SUNDAY = 6


def due_day(word: str, today: date) -> date:
    """Return the day that falls under that head of the queue today."""
    if word == "late":
        return worked_on_or_before(today - timedelta(days=LATE_DAYS))
    if word == "week":
        left = SUNDAY - today.weekday()
        return worked_on_or_after(today + timedelta(days=min(2, left) or LATER_DAYS))
    ahead = 0 if word == "today" else LATER_DAYS
    return worked_on_or_after(today + timedelta(days=ahead))


class DispositionGiver:
    """Writes the dispositions of the file by the operations of the office."""

    def __init__(self, kabupaten: Kabupaten) -> None:
        """Work with the people of `kabupaten`."""
        self._kabupaten = kabupaten
        self.today = timezone.localdate()

    def give_all(self) -> int:
        """Give every disposition of the file; return how many there are."""
        told = json.loads((DATA / "slips.json").read_text(encoding="utf-8"))
        for disposition in told:
            day = worked_on_or_before(self.today - timedelta(days=disposition["ago"]))
            at = timezone.make_aware(datetime.combine(day, FIRST_HOUR))
            self._give(disposition, at)
        settle()
        return len(told)

    def _give(self, told: dict[str, Any], at: datetime) -> None:
        due_on = due_day(told["due"], self.today)
        with clock.at(at):
            given = give_initiative(
                actor=self._kabupaten.acting_in(told["by"]),
                matter=told["matter"],
                content=self._slip(told, due_on),
            )
        self._go_on(told, given, at)

    def _slip(self, told: dict[str, Any], due_on: date | None) -> DispositionInput:
        seats = [self._kabupaten.seats[key] for key in told["to"]]
        return DispositionInput(
            receivers=[
                ReceiverInput(
                    position_id=seat.position.pk, role="support" if n else "lead"
                )
                for n, seat in enumerate(seats)
            ],
            instructions=told["instructions"],
            note=told["note"],
            due_on=due_on,
        )

    def _go_on(self, told: dict[str, Any], given: Disposition, at: datetime) -> None:
        """Let the receivers read it, hand it down, report and answer."""
        for n in told.get("read", []):
            with clock.at(at + HOUR):
                actor = self._kabupaten.acting_in(told["to"][n])
                mark_disposition_read(actor=actor, disposition_id=given.pk)
        for child in told.get("below", []):
            with clock.at(at + 2 * HOUR):
                below = forward_disposition(
                    actor=self._kabupaten.acting_in(child["by"]),
                    disposition_id=given.pk,
                    content=self._slip(child, given.due_on),
                )
            self._go_on(child, below, at + 2 * HOUR)
        self._tell(told, given, at + 4 * HOUR)

    def _tell(self, told: dict[str, Any], given: Disposition, at: datetime) -> None:
        for n, text in told.get("progress", {}).items():
            with clock.at(at):
                report_progress(
                    actor=self._kabupaten.acting_in(told["to"][int(n)]),
                    disposition_id=given.pk,
                    text=text,
                )
        for n, answer in told.get("answers", {}).items():
            with clock.at(max(at, timezone.now() - 20 * HOUR)):
                complete_disposition(
                    actor=self._kabupaten.acting_in(told["to"][int(n)]),
                    disposition_id=given.pk,
                    answer=answer,
                )
