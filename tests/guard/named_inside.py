"""Real things that are named in the body or the query of a request, not its address.

An example of the description names things that no office has. To get further than
"no such thing", these routes are asked with things of the world.
"""

from typing import Any

from archive.record_files.filing_many import file_records
from eoffice.jobs.models import Job
from eoffice.outbox.relay import drain
from eoffice.policies.changing import change_policy
from tests.office.kabupaten import Office, Person, actor, make_person
from tests.office.outgoing import sent
from tests.office.records import make_file, make_record
from workflow.books.copying import KIND
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import Contact

RECEIVERS_ACTS = ("read", "forward", "progress", "complete")
SLIP = "api/v1/dispositions/<uuidstr:disposition_id>/"
MERGE = "api/v1/contacts/<uuidstr:contact_id>/merge"
BERKAS = "api/v1/record-files/<uuidstr:file_id>/"
MOVE = f"{BERKAS}move"
DOCUMENTS = (
    "api/v1/destruction-lists/<uuidstr:list_id>/documents/<document>",
    "api/v1/handovers/<uuidstr:move_id>/documents/<document>",
)
TRANSFER_DOCUMENT = "api/v1/transfers/<uuidstr:move_id>/documents/<document>"
REVIEW_DOCUMENT = "api/v1/reviews/<uuidstr:review_id>/documents/<document>"
INTO = "api/v1/record-files/<uuidstr:file_id>/file"
COPY_STATE = "laporan/buku/<slug:book>/salinan/keadaan/"


def letter_at_a_gate(office: Office) -> Person:
    """Set a gate before the bupati with a letter at it; return its keeper."""
    keeper = make_person("tup", "Mira Lestari", "Kepala TU", office.government)
    row = {
        "leader": str(office.bupati.position.pk),
        "keeper": str(keeper.position.pk),
        "opens_secret": False,
    }
    change_policy(
        actor=actor(office.admin),
        name="gates",
        value={"gates": [row], "passes": []},
        reason="Perbup tata naskah",
        expected_version=None,
    )
    to = RecipientInput(kind="to", position_id=office.bupati.position.pk)
    sent(office, recipients=[to])
    drain(raising=False)
    return keeper


def named_in_bodies(office: Office, record_file_id: object) -> dict[str, Any]:
    """Return, by route, what stands in its body over the example."""
    _kept, double, *_more = Contact.objects.order_by("pk")
    record = make_record(office)
    archivist = office.setda_archivist
    file_records(
        actor=actor(archivist), choices=[(record.pk, record_file_id)], move=False
    )
    other = make_file(archivist, office.setda, title="Rapat 2026")
    # the latest slip of the world came to the kabag
    share = {"position": str(office.kabag.position.pk)}
    by_kabag = {"party": str(office.kabag.position.pk)}
    return {
        **{route: {"party": None} for route in DOCUMENTS},
        TRANSFER_DOCUMENT: by_kabag,
        REVIEW_DOCUMENT: by_kabag,
        **{f"{SLIP}{act}": share for act in RECEIVERS_ACTS},
        # filled anew of the lines that were brought before
        "api/v1/mail-merges/<uuidstr:batch_id>/refill": {"table": None},
        MERGE: {"duplicates": [str(double.pk)]},
        INTO: {"records": [str(record.pk)]},
        MOVE: {"records": [str(record.pk)], "record_file": str(other.pk)},
        f"{BERKAS}merge": {"record_files": [str(other.pk)]},
        f"{BERKAS}split": {"records": [str(record.pk)]},
    }


def named_in_queries(office: Office) -> dict[str, str]:
    """Return, by route, the query that names a thing."""
    job = Job.objects.create(kind=KIND, owner=office.sekda.user, total=1)
    return {COPY_STATE: f"?kerja={job.pk}"}
