"""How a disposition is named where passers-by may read along: like its letter."""

from django.utils.translation import gettext as _

from workflow.dispositions.models import Disposition
from workflow.security_class import is_confidential


def is_veiled(slip: Disposition) -> bool:
    """Tell whether the slip is on a confidential letter."""
    return slip.incoming is not None and is_confidential(slip.incoming)


def shown_matter(slip: Disposition) -> str:
    """Return what the slip is about, or for confidential letters the bare kind."""
    return _("Confidential letter") if is_veiled(slip) else str(slip)


def shown_words(slip: Disposition, text: str) -> str:
    """Return a note or an answer of the slip as lists show it; empty when veiled."""
    return "" if is_veiled(slip) else text
