"""Letters that came in from outside: digital files and scans of invented senders."""

import io
from datetime import date, datetime

from archive.demo import clock
from archive.demo.kabupaten import Agency
from archive.demo.settling import settle
from eoffice.objects.operations.checking import check_upload
from eoffice.objects.operations.receiving import receive_upload
from workflow.demo.specimens import Specimen
from workflow.models import IncomingLetter
from workflow.operations.receiving import (
    Registration,
    receive_letter,
    register_incoming_letter,
)


def bring(
    agency: Agency, specimen_pdf: bytes, name: str, at: datetime, *, channel: str
) -> IncomingLetter:
    """Let the agency's clerk bring a file in at that moment."""
    clerk = agency.clerk
    with clock.at(at):
        upload = receive_upload(
            owner=clerk.user,
            name=name,
            stream=io.BytesIO(specimen_pdf),
            actor=clerk.actor(),
        )
        check_upload(upload.pk)
        incoming = receive_letter(
            actor=clerk.actor(), upload_ids=[upload.pk], channel=channel
        )
        settle()
    return incoming


def register(
    agency: Agency, incoming: IncomingLetter, specimen: Specimen, at: datetime
) -> IncomingLetter:
    """Let the clerk register it with what stands on the paper."""
    told = specimen.expected
    written = date.fromisoformat(told.date) if told.date else None
    registration = Registration(
        sender=told.sender,
        subject=told.subject[:500],
        number=told.number,
        letter_date=written if written and written <= at.date() else at.date(),
        letter_type="surat_dinas",
        classification_code="000.1.5",
        due_on=None,
    )
    with clock.at(at):
        registered = register_incoming_letter(
            actor=agency.clerk.actor(),
            incoming_id=incoming.pk,
            row_version=None,
            registration=registration,
        )
        settle()
    return registered
