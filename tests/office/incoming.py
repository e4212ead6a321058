"""A record clerk's table for tests: files brought and read, letters on desks."""

import io
from functools import cache

from demo.specimens.letters import Specimen, specimens
from eoffice.files import receive_upload
from eoffice.objects.models import Upload
from eoffice.outbox.relay import drain
from tests.office.kabupaten import Office, Person, actor
from workflow.dispositions.operations.checking import DispositionInput, ReceiverInput
from workflow.dispositions.operations.giving import give_disposition
from workflow.incoming import access
from workflow.incoming.operations.registering import (
    Registration,
    receive_letter,
    register_incoming_letter,
)
from workflow.models import Disposition, IncomingLetter


@cache
def specimen(seed: int = 1) -> Specimen:
    """A digital letter of an invented sender, and what it says."""
    return next(iter(specimens(seed)))


def bring(
    person: Person, data: bytes, name: str = "pindai.pdf", *, tables: bool = False
) -> Upload:
    """Bring a file and have everything done that follows."""
    upload = receive_upload(
        owner=person.user, name=name, stream=io.BytesIO(data), tables=tables
    )
    drain()
    upload.refresh_from_db()
    return upload


def received(office: Office, *files: bytes, read: bool = True) -> IncomingLetter:
    """A letter brought by the secretariat's clerk, read by the machine."""
    files = files or (specimen().pdf,)
    uploads = [
        bring(office.setda_clerk, data, f"{n}.pdf") for n, data in enumerate(files)
    ]
    incoming = receive_letter(
        actor=actor(office.setda_clerk), upload_ids=[one.pk for one in uploads]
    )
    if read:
        drain()
    incoming.refresh_from_db()
    return incoming


def entry(**changes) -> Registration:
    """An agenda entry that breaks no rule."""
    values = {
        "sender": "Dinas Sosial Provinsi",
        "subject": "Permohonan data penerima bantuan",
        "number": "400/12/Dinsos/2026",
    }
    return Registration(**(values | changes))


def empty_letter(office: Office) -> IncomingLetter:
    """A received letter of the secretariat without files, for rules alone."""
    from django.utils import timezone

    incoming = IncomingLetter.objects.create(
        unit=office.setda, channel="counter", received_at=timezone.now()
    )
    access.refresh_access(incoming)
    return incoming


def registered(office: Office, **changes) -> IncomingLetter:
    """A registered letter on the secretary's desk."""
    incoming = empty_letter(office)
    return register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(**changes),
    )


def disposition(*people: Person, **changes) -> DispositionInput:
    """A slip to these people that breaks no rule."""
    values = {
        "receivers": [ReceiverInput(position_id=p.position.pk) for p in people],
        "instructions": ["tindak_lanjuti"],
    }
    return DispositionInput(**(values | changes))


def disposed(office: Office, *people: Person, **changes) -> Disposition:
    """A disposition by the secretary on a letter of ordinary class."""
    incoming = registered(office)
    return give_disposition(
        actor=actor(office.sekda),
        incoming_id=incoming.pk,
        content=disposition(*people, **changes),
    )
