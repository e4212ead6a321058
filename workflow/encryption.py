"""Which letters' bytes are encrypted in the object store: the only place that knows."""

from collections.abc import Iterable
from uuid import UUID

from eoffice.errors import OfficeError
from eoffice.files import encrypt_object
from eoffice.objects.errors import ObjectAltered, ObjectMissing
from workflow.security_class import CONFIDENTIAL


def must_be_encrypted(security_class: str) -> bool:
    """Tell whether bytes of this class are kept as ciphertext (tata naskah 5.2)."""
    return security_class in CONFIDENTIAL


def encrypt_all(stored_ids: Iterable[UUID]) -> None:
    """Encrypt what is stored under these ids; one that is lost keeps no other waiting.

    Raises:
        ObjectMissing, ObjectAltered: the first that could not be encrypted.
        StoreUnavailable: what is left stays plain.
    """
    lost: list[OfficeError] = []
    for stored_id in list(stored_ids):
        try:
            encrypt_object(stored_id)
        except (ObjectMissing, ObjectAltered) as fault:
            lost.append(fault)  # the others are encrypted all the same
    if lost:
        raise lost[0]
