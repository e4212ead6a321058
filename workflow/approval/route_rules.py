"""How routes run here, as the office's own rule.

kasi/kasubbag, kabid/kabag, sekretaris, head; in the sekretariat daerah kasubbag, kabag,
asisten, sekda, and then wakil or bupati (tata naskah 7; at most three initials,
Permendagri 54/2009 annex C).
"""

from collections.abc import Iterable
from typing import Annotated

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.errors import Fault
from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)
from workflow.approval.ranks import RouteRank

LEGAL_TYPES = ("perda", "perbup", "keputusan_bupati", "keputusan_sekda")


class RouteRow(PolicyShape):
    """A rank that initials, and when."""

    rank: Annotated[RouteRank, Told(_("Who initials"))]
    always: Annotated[
        bool,
        Told(
            _("Also beside the line"),
            _("Even where nobody below answers to it, as the sekretaris of an office"),
        ),
    ] = False
    required: Annotated[
        bool,
        Told(_("Required"), _("The drafter cannot take this initial out")),
    ] = False


class RouteRules(PolicyShape):
    """Who initials on the way up, how many, and who is heard beside the way."""

    ranks: Annotated[
        tuple[RouteRow, ...],
        Told(
            _("Who initials on the way up"),
            _("A rank that is not here is passed over; letters go up in this order."),
        ),
    ] = Field((), max_length=8)
    most_initials: Annotated[
        int, Told(_("Initials at most, those nearest to the signatory"))
    ] = Field(3, ge=1, le=10)
    recall_after_initials: Annotated[
        bool, Told(_("A drafter may take a letter back after initials, with a reason"))
    ] = True
    recall_by_superior: Annotated[
        bool, Told(_("So may the superior of the drafter"))
    ] = True
    legal_unit: Annotated[
        str, Told(_("Code or name of the unit that initials legal products"))
    ] = Field("Bagian Hukum", max_length=200)
    legal_types: Annotated[
        tuple[str, ...], Told(_("Legal products: codes of letter types, one a line"))
    ] = Field(LEGAL_TYPES, max_length=40)


# By name: trying a rule walks routes, and routes rest on this module.
TRIAL = "workflow.approval.route_trial"


def _effects(old: RouteRules, new: RouteRules) -> Iterable[str | Promise]:
    told: Iterable[str | Promise] = import_string(f"{TRIAL}.effects")(old, new)
    return told


def _faults(value: RouteRules) -> Iterable[Fault]:
    found: Iterable[Fault] = import_string(f"{TRIAL}.faults")(value)
    return found


ROUTE_RULES = register_policy(
    OfficePolicy(
        name="route_rules",
        label=_("Route of initials"),
        purpose=_(
            "Who initials a letter between drafter and signatory. Letters on their way"
            " keep the route they were submitted with."
        ),
        shape=RouteRules,
        default=RouteRules(
            ranks=tuple(
                RouteRow(rank=rank, always=rank == RouteRank.OFFICE_SECRETARY)
                for rank in RouteRank
            ),
            most_initials=3,
            legal_unit="Bagian Hukum",
            legal_types=LEGAL_TYPES,
        ),
        order=42,
        effects=_effects,
        faults=_faults,
    )
)
