"""The organisation's own acts that take two administrators, with their names."""

from django.utils.translation import gettext_lazy as _

from eoffice.administration import officials, positions, terms, units
from eoffice.administration.acts_for_two import ActForTwo, register_act_for_two
from eoffice.importing.carrying_out import IMPORT
from eoffice.importing.jobs import apply_agreed_import

ACTS = (
    ActForTwo(
        name="appoint_official",
        label=_("Gets a position definitively"),
        operation=terms.appoint_official,
    ),
    ActForTwo(
        name="assign_acting_holder",
        label=_("Acts for a position"),
        operation=terms.assign_acting_holder,
    ),
    ActForTwo(
        name="end_term",
        label=_("Last day in a position"),
        operation=terms.end_term,
    ),
    ActForTwo(
        name="end_acting_assignment",
        label=_("Last day of acting for a position"),
        operation=terms.end_acting_assignment,
    ),
    ActForTwo(
        name="change_position",
        label=_("Roles or place of a position"),
        operation=positions.change_position,
    ),
    ActForTwo(
        name="change_unit",
        label=_("Place or register of a unit"),
        operation=units.change_unit,
    ),
    ActForTwo(
        name="change_official",
        label=_("In service or not, or another e-mail"),
        operation=officials.change_official,
    ),
    ActForTwo(
        name=IMPORT,
        label=_("Import of a workbook"),
        operation=apply_agreed_import,
    ),
)


def register() -> None:
    """Register them."""
    for act in ACTS:
        register_act_for_two(act)
