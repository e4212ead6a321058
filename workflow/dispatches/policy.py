"""What the office decides for itself about sending out."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)


class SendingOut(PolicyShape):
    """How long a link opens, and how often a code may be tried."""

    link_days: Annotated[int, Told(_("Days a link stays open")), Field(ge=1, le=90)] = (
        14
    )
    wrong_codes: Annotated[
        int, Told(_("Wrong codes until the link is closed")), Field(ge=1, le=20)
    ] = 5
    sitting_minutes: Annotated[
        int,
        Told(
            _("Minutes a code serves after its first use"),
            _("Long enough to read and to save the letter."),
        ),
        Field(ge=5, le=1440),
    ] = 60


SENDING_OUT = register_policy(
    OfficePolicy(
        name="sending_out",
        label=_("Sending letters out"),
        purpose=_(
            "How long a link to a letter opens for somebody outside, and how its code"
            " is guarded."
        ),
        shape=SendingOut,
        default=SendingOut(),
        order=60,
    )
)
