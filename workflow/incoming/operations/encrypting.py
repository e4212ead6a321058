"""Encrypting the files of an incoming letter that is, or became, confidential.

Run from the outbox, again harmlessly.
"""

from uuid import UUID

from workflow.encryption import encrypt_all, must_be_encrypted
from workflow.incoming.models import IncomingFile, IncomingLetter


def encrypt_incoming(*, incoming_id: UUID) -> None:
    """Encrypt the files of an incoming letter whose class asks for it.

    With them the scans that they were turned or split from: the same pages.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable: what is left stays plain.
    """
    incoming = IncomingLetter.objects.filter(pk=incoming_id).first()
    if incoming is not None and must_be_encrypted(incoming.security_class):
        files = IncomingFile.objects.filter(incoming=incoming_id)
        brought = files.filter(made_from__is_sealed=False).values_list("made_from_id")
        plain = files.filter(stored__is_sealed=False).values_list("stored_id")
        encrypt_all([stored_id for (stored_id,) in plain.union(brought)])
