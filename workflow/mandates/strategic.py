"""What those who only stand in should not decide (UU 30/2014 Ps 14 (7)).

The law is not for software to judge: it warns, and who signs all the same is on
record.
"""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.organisation.models import ActingKind
from eoffice.organisation.queries.holders import Holding
from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)
from workflow.mandates.models import is_under

STANDING_IN = frozenset({ActingKind.ACTING_VACANT, ActingKind.ACTING_ABSENT})
#: How the trail names the rule that was overridden.
RULE = "uu_30_2014_14_7"


class StrategicCodes(PolicyShape):
    """The codes of letters that change status in law."""

    codes: Annotated[
        tuple[str, ...],
        Told(
            _("Classification codes, one a line"),
            _("With all codes below them, for example 800.1.3"),
        ),
    ] = Field((), max_length=50)


STRATEGIC_CODES = register_policy(
    OfficePolicy(
        name="strategic_codes",
        label=_("Strategic decisions"),
        purpose=_(
            "Letters under these codes change status in organisation, personnel or"
            " budget; a Plh. or Plt. who signs one is warned."
        ),
        shape=StrategicCodes,
        default=StrategicCodes(codes=("100.3.3", "800.1.3", "900.1")),
        order=40,
    )
)


def strategic_warning(holding: Holding, code: str) -> str | None:
    """Return what is said to a Plh. or Plt. about such a letter; else nothing."""
    if holding.kind not in STANDING_IN or not code:
        return None
    marked = STRATEGIC_CODES.current().codes
    if not any(is_under(code, one.removesuffix(".*")) for one in marked):
        return None
    text = _(
        "A Plh. or Plt. does not take strategic decisions that change legal status in"
        " organisation, personnel or budget (UU 30/2014 Ps 14 (7)). Code %(code)s is"
        " marked so. Whoever signs all the same is on record."
    )
    return text % {"code": code}
