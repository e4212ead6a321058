"""Which version of a type a new letter is made under."""

from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid
from workflow.letter_types.models import LetterType, LetterTypeVersion
from workflow.mandates.forms import MANDATED_FORMS


def type_to_draft(code: str) -> LetterTypeVersion:
    """Return the version in force; a retired type makes no new letters.

    Raises:
        Invalid: no such type, retired, or its page cannot be drawn.
    """
    rows = LetterTypeVersion.objects.current().select_related("letter_type")
    version: LetterTypeVersion | None = rows.filter(letter_type__code=code).first()
    if version is not None and version.is_drawn:
        return version
    known = LetterType.objects.filter(code=code).first()
    reason = "unknown_type"
    if known is None:
        text = _("There is no letter type “%(name)s” to draft.")
    elif version is None:
        text = _("No new letters of the type “%(name)s” are made. Choose another type.")
        reason = "type_retired"
    else:
        text = _("Letters of this type cannot be made here yet.")
    told = text % {"name": known.name if known else code}
    raise Invalid([Fault(field="type", code=reason, message=told)])


def forms_of_type(code: str) -> frozenset[str]:
    """Return the forms of authority in use on letters of the type; of none, all."""
    rows = LetterTypeVersion.objects.current().filter(letter_type__code=code)
    forms = rows.values_list("forms", flat=True).first()
    return frozenset(MANDATED_FORMS if forms is None else forms)
