"""How a disposition is named where passers-by may read along: like its letter."""

from django.utils.translation import gettext as _

from workflow.dispositions.models import Disposition
from workflow.security_class import is_confidential


def is_veiled(disposition: Disposition) -> bool:
    """Tell whether the disposition is on a confidential letter."""
    return disposition.incoming is not None and is_confidential(disposition.incoming)


def shown_matter(disposition: Disposition) -> str:
    """Return what it is about, or for confidential letters the bare kind."""
    return _("Confidential letter") if is_veiled(disposition) else str(disposition)


def shown_words(disposition: Disposition, text: str) -> str:
    """Return a note or an answer as lists show it; empty when veiled."""
    return "" if is_veiled(disposition) else text
