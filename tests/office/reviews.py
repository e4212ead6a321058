"""Files whose schedule says "dinilai kembali", on a review, for tests."""

from datetime import date

from django.utils import timezone

from archive.disposal.deciding import DecisionLetter
from archive.models import RecordFile, Review
from archive.reviews.deciding import submit_review
from archive.reviews.proposing import ReviewProposal, propose_review
from tests.office.custody import closed_file
from tests.office.kabupaten import Office, actor
from tests.office.records import make_record

LETTER = DecisionLetter(
    number="000.5.6.2/7/SETDA/2026", date=date(2026, 11, 2), by="Sekretaris Daerah"
)


def open_fates(office: Office, count: int) -> list[RecordFile]:
    """Return closed files of the Bagian whose retention ended without a fate."""
    return [
        closed_file(office, make_record(office, f"Kajian {n}"), fate="review")
        for n in range(count)
    ]


def proposed_review(office: Office, name: str = "Penilaian kembali 2026") -> Review:
    """Return a review of what is due, proposed by the archivist of Setda."""
    proposal = ReviewProposal(name=name, due_before=timezone.localdate())
    return propose_review(actor=actor(office.setda_archivist), proposal=proposal)


def submitted_review(office: Office, name: str = "Penilaian kembali 2026") -> Review:
    """Return a review that the committee appraises."""
    found = proposed_review(office, name)
    return submit_review(actor=actor(office.setda_archivist), review_id=found.pk)
