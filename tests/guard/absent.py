"""An absence that waits for the superior, for the guard's world."""

from datetime import timedelta

from django.utils import timezone

from eoffice.absences.operations import AbsenceInput, ask_for_deputy
from tests.office.kabupaten import Office, actor


def absent(office: Office) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """Return where the absence of the kabag is named."""
    today = timezone.localdate()
    absence = ask_for_deputy(
        actor=actor(office.kabag),
        position_id=office.kabag.position.pk,
        content=AbsenceInput(
            deputy_id=office.drafter.official.pk,
            from_on=today,
            to_on=today + timedelta(days=1),
            decree_number="800.1.11.1/1/2026",
            decree_on=today,
            reason="Cuti",
        ),
    )
    return {("absence_id",): [{"absence_id": absence.pk}]}
