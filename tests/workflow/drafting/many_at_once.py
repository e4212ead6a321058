"""A batch at a desk and a series, for the walks over every address."""

from typing import Any

from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft
from tests.workflow.merging.merge_tables import on_its_way
from workflow.drafting.series.models import LetterSeries
from workflow.drafting.series.operations import Rhythm, begin_series


def begun(
    office: Office, *, every: str = "month", day: int = 1, **more
) -> LetterSeries:
    """Return a series of the drafter."""
    letter = make_draft(
        office,
        subject="Laporan bulan",
        body=[
            {"type": "paragraph", "value": "Per <var>tanggal</var>: <var>isi</var>."}
        ],
    )
    rhythm = Rhythm(every=every, day=day, **more)
    return begin_series(actor=actor(office.drafter), letter_id=letter.pk, rhythm=rhythm)


def many_at_once(office: Office) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Return what the addresses of batches and series name."""
    batch, series = on_its_way(office, 1), begun(office)
    return {
        ("batch_id",): [{"batch_id": batch.pk}],
        ("batch_id", "number"): [{"batch_id": batch.pk, "number": 2}],
        ("series_id",): [{"series_id": series.pk}],
    }
