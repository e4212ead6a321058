"""An office with a record clerk's table: files brought, letters on desks."""

import io
from uuid import UUID

from django.utils import timezone

from eoffice.accounts.operations.tokens import make_token
from eoffice.objects.models import Upload
from eoffice.objects.operations.checking import check_upload
from eoffice.objects.operations.receiving import receive_upload
from eoffice.outbox.events import Event
from eoffice.outbox.models import OutboxEvent
from tests.factories import Office, Person, actor
from workflow.models import Channel, IncomingLetter, IncomingStatus
from workflow.operations.disposing import (
    ReceiverInput,
    Slip,
    give_disposition,
)
from workflow.operations.receiving import (
    Registration,
    receive_letter,
    register_incoming_letter,
)


def bring(person: Person, data: bytes, name: str = "pindai.pdf") -> Upload:
    """Bring a file and have it checked."""
    upload = receive_upload(owner=person.user, name=name, stream=io.BytesIO(data))
    check_upload(upload.pk)
    upload.refresh_from_db()
    return upload
