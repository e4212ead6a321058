"""Which way a disposition may go: the office's rule, and who can be reached by it.

Down, sideways as koordinasi, across only by those the rule names, never upward
(office practice 5, tata naskah 6.2). Giving, handing on, starting one and the lists
of possible receivers all ask here.
"""

from typing import Annotated

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import PositionKind
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class Way(models.TextChoices):
    """The ways a disposition may go, seen from its giver."""

    DIRECT = "direct", _("Down to direct subordinates")
    OWN_UNITS = "own_units", _("Down to own UPT, schools and kelurahan")
    PEERS = "peers", _("Sideways inside the agency, as koordinasi")
    SECRETARIAT = "secretariat", _("To asisten and bagian of the secretariat")
    OFFICES = "offices", _("Across to heads of agencies and kecamatan")


class Giver(models.TextChoices):
    """Kinds of positions a line of the rule speaks of."""

    ANYBODY = "anybody", _("Every position")
    REGIONAL_HEAD = PositionKind.REGIONAL_HEAD.value, PositionKind.REGIONAL_HEAD.label
    DEPUTY_HEAD = PositionKind.DEPUTY_HEAD.value, PositionKind.DEPUTY_HEAD.label
    REGIONAL_SECRETARY = (
        PositionKind.REGIONAL_SECRETARY.value,
        PositionKind.REGIONAL_SECRETARY.label,
    )
    STRUCTURAL = PositionKind.STRUCTURAL.value, PositionKind.STRUCTURAL.label
    FUNCTIONAL = PositionKind.FUNCTIONAL.value, PositionKind.FUNCTIONAL.label
    STAFF = PositionKind.STAFF.value, PositionKind.STAFF.label


class DirectionRow(PolicyShape):
    """One line: positions of this kind (and title) may give this way."""

    giver: Annotated[Giver, Told(_("Giver"))]
    title_begins: Annotated[
        str,
        Told(
            _("Title begins with"),
            help=_("For example Asisten. Empty: every position of the kind."),
        ),
    ] = ""
    way: Annotated[Way, Told(_("May give"))]


class DirectionRules(PolicyShape):
    """All lines; what no line allows is refused."""

    rules: Annotated[tuple[DirectionRow, ...], Told(_("Directions"))]


def _row(giver: Giver, way: Way, title: str = "") -> DirectionRow:
    return DirectionRow(giver=giver, title_begins=title, way=way)


LEADERS = (Giver.REGIONAL_HEAD, Giver.DEPUTY_HEAD, Giver.REGIONAL_SECRETARY)
DIRECTIONS = register_policy(
    OfficePolicy(
        name="directions",
        label=_("Directions of dispositions"),
        purpose=_("Says who may give a disposition to whom; upward none ever goes."),
        shape=DirectionRules,
        # Office practice 5: across only bupati, wakil, sekda, asisten, staf ahli.
        default=DirectionRules(
            rules=(
                *(
                    _row(Giver.ANYBODY, way)
                    for way in (Way.DIRECT, Way.OWN_UNITS, Way.PEERS)
                ),
                *(
                    _row(one, way)
                    for one in LEADERS
                    for way in (Way.SECRETARIAT, Way.OFFICES)
                ),
                _row(Giver.ANYBODY, Way.OFFICES, "Asisten "),
                _row(Giver.ANYBODY, Way.OFFICES, "Staf Ahli "),
            )
        ),
        order=50,
    )
)
