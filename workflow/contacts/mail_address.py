"""Whether an e-mail address can be one, asked wherever one is given for a party."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from eoffice.errors import Fault

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets


def mail_faults(address: str, field: str) -> list[Fault]:
    """Return what is wrong with the address; an empty one is none, and right."""
    if not address or _is_one(address):
        return []
    text = _("An e-mail address is needed, such as tu@instansi.go.id.")
    return [Fault(field=field, code="wrong_form", message=text)]


def _is_one(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST
