"""Letters that came in from outside: digital files and scans of invented senders."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from PIL import Image

from demo.specimens.letters import Specimen
from demo.wanasari import clock
from demo.wanasari.kabupaten import FilledPosition
from demo.wanasari.settling import settle
from eoffice.files.checking import check_upload
from eoffice.files.receiving import receive_upload
from workflow.incoming.operations.registering import (
    Registration,
    receive_letter,
    register_incoming_letter,
)
from workflow.models import Channel, IncomingLetter

A4_AT_150_DPI = (1240, 1754)
# Begins like a PDF, so that it is refused for its content and not its kind.
BROKEN = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\n"
TYPES = {
    "Surat Dinas": "surat_dinas",
    "Surat Undangan": "surat_undangan",
    "Surat Edaran": "surat_edaran",
    "Nota Dinas": "nota_dinas",
    "Surat Tugas": "surat_tugas",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file as it comes over the counter."""

    name: str
    content: bytes
    channel: str


def bring(clerk: FilledPosition, file: Brought, at: datetime) -> IncomingLetter:
    """Let the clerk bring a file in at that moment."""
    with clock.at(at):
        upload = receive_upload(
            owner=clerk.user,
            name=file.name,
            stream=io.BytesIO(file.content),
            actor=clerk.actor(),
        )
        check_upload(upload.pk)
        incoming = receive_letter(
            actor=clerk.actor(), upload_ids=[upload.pk], channel=file.channel
        )
        settle()
    return incoming


def bring_broken(clerk: FilledPosition, at: datetime) -> None:
    """Let the clerk try a file whose transfer broke off: it is refused."""
    with clock.at(at):
        upload = receive_upload(
            owner=clerk.user,
            name="surat-terpotong.pdf",
            stream=io.BytesIO(BROKEN),
            actor=clerk.actor(),
        )
        check_upload(upload.pk)
        settle()


def register(
    clerk: FilledPosition,
    incoming: IncomingLetter,
    specimen: Specimen,
    at: datetime,
    *,
    desk: FilledPosition | None = None,
    due_on: date | None = None,
) -> IncomingLetter:
    """Let the clerk register it with what stands on the paper."""
    told = specimen.expected
    written = date.fromisoformat(told.date) if told.date else at.date()
    registration = Registration(
        sender=told.sender,
        subject=told.subject[:500],
        number=told.number,
        # no letter is dated after the day on which it came in
        letter_date=min(written, at.date()),
        letter_type=TYPES.get(told.type, "surat_dinas"),
        classification_code="000.1.5",
        routed_to_id=desk.position.pk if desk else None,
        due_on=due_on,
    )
    with clock.at(at):
        registered = register_incoming_letter(
            actor=clerk.actor(),
            incoming_id=incoming.pk,
            row_version=None,
            registration=registration,
        )
        settle()
    return registered


def blank_scan() -> Brought:
    """Return a scan on which nothing can be read: grey paper, nothing else."""
    page = io.BytesIO()
    Image.effect_noise(A4_AT_150_DPI, 90).save(page, "PDF", resolution=150)
    return Brought(
        name="pindaian-tidak-terbaca.pdf",
        content=page.getvalue(),
        channel=Channel.SCAN,
    )
