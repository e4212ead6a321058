"""Account names: one normal form, compared exactly.

Small ASCII letters, digits, dot, underscore and dash, begun by a letter or digit.
Capitals and compatibility forms are folded (NFKC, then casefold); what is no ASCII
after that, such as a dotless i, names nobody: look-alikes cannot pass for each other.
"""

import re
import unicodedata

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 150
PATTERN = r"^[a-z0-9][a-z0-9._-]*$"
FORM = re.compile(r"[a-z0-9][a-z0-9._-]*")
has_normal_form = RegexValidator(
    PATTERN,
    _("An account name has letters a to z, digits, dot, dash or underscore."),
    code="wrong_form",
)


def normal_name(typed: str) -> str:
    """Return the name as it is kept, if it can be kept; else what is left of it."""
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def is_name(text: str) -> bool:
    """Tell whether the text is a name in its normal form."""
    return len(text) <= MAX_LENGTH and FORM.fullmatch(text) is not None
