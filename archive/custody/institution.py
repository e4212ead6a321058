"""Which unit is the regional archives (lembaga kearsipan daerah, LKD)."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from archive.custody.errors import NoInstitution
from eoffice.errors import Fault
from eoffice.organisation.models import Unit
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class RegionalArchives(PolicyShape):
    """The code of the unit; empty until an administrator says it."""

    unit: Annotated[
        str, Told(_("Code of the unit"), _("As it stands in the organisation."))
    ] = Field(default="", max_length=40)


def _faults(given: RegionalArchives) -> list[Fault]:
    code = given.unit.strip()
    if not code or _unit(code) is not None:
        return []
    text = _("There is no open unit with this code.")
    return [Fault(field="unit", code="unknown_unit", message=text)]


def _unit(code: str) -> Unit | None:
    return Unit.objects.filter(code=code, closed_on=None).first()


REGIONAL_ARCHIVES = register_policy(
    OfficePolicy(
        name="regional_archives",
        label=_("Regional archives (LKD)"),
        purpose=_(
            "Which unit keeps inactive records of ten years and more, and permanent"
            " ones (UU 43/2009 Ps 24)."
        ),
        shape=RegionalArchives,
        default=RegionalArchives(),
        order=620,
        faults=_faults,
    )
)


def regional_archives() -> Unit:
    """Return the unit that is the regional archives.

    Raises:
        NoInstitution: nobody has said which.
    """
    code = REGIONAL_ARCHIVES.current().unit.strip()
    found = _unit(code) if code else None
    if found is None:
        raise NoInstitution(state="no_regional_archives")
    return found
