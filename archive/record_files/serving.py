"""Giving out a file that shows an event: to those who see its record file."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.record_files import access
from archive.record_files.proofs import proofs_of
from eoffice.errors import NotFound
from eoffice.objects.models import UploadState
from eoffice.organisation.actor import Actor
from workflow.reading_copies import Wanted, give_file


def give_proof(
    request: HttpRequest,
    actor: Actor,
    *,
    file_id: UUID,
    number: int,
    original: bool = False,
) -> HttpResponseBase:
    """Answer with a proof of the event, once its check is done.

    Where the file holds classed records, as a copy that names its reader; keepers, who
    brought it, may have the stored bytes.

    Raises:
        NotFound: not theirs to see, no such proof, or its check is not done.
    """
    record_file = access.visible_record_file(actor, file_id)
    proof = proofs_of(record_file).filter(number=number).first()
    if proof is None or proof.upload.state != UploadState.CLEAN:
        raise NotFound
    wanted = Wanted(
        stored=proof.stored or proof.upload.stored,
        name=proof.upload.name,
        takes_part=access.may(actor, "record_file.give_event", record_file),
        original=original,
    )
    return give_file(request, proof, wanted, actor=actor)
