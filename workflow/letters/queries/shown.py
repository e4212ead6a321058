"""How a letter is named where passers-by may read along: lists, tabs, bells.

The subject of a confidential letter stands on its own page and nowhere else
(tata naskah 5.2); a disposition on such a letter is named like it. The person who sees
only the entry of an incoming letter is not told the subject anywhere.
"""

from django.utils.translation import gettext as _

from workflow.letters.models import Letter
from workflow.security_class import is_confidential


def shown_title(letter: Letter) -> str:
    """Return the subject, or for confidential letters the bare kind."""
    if is_confidential(letter):
        return _("Confidential letter")
    return letter.subject.strip() or _("(no subject yet)")
