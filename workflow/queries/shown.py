"""How a letter is named where passers-by may read along: lists, tabs, bells.

The subject of a confidential letter stands on its own page and nowhere else
(tata naskah 5.2).
"""

from django.utils.translation import gettext as _

from workflow.models import Letter, SecurityClass

VEILED = frozenset({SecurityClass.RAHASIA, SecurityClass.SANGAT_RAHASIA})


def shown_title(letter: Letter) -> str:
    """Return the subject, or for confidential letters the bare kind."""
    if letter.security_class in VEILED:
        return _("Confidential letter")
    return letter.subject.strip() or _("(no subject yet)")
