"""Which letters' bytes are sealed in the object store: the only place that knows."""

from workflow.models import SecurityClass

SEALED = frozenset({SecurityClass.RAHASIA, SecurityClass.SANGAT_RAHASIA})


def must_be_sealed(security_class: str) -> bool:
    """Tell whether bytes of this class are kept as ciphertext (`objects.sealing`)."""
    return security_class in SEALED
