"""The acts on accounts that take two administrators, with their names."""

from django.utils.translation import gettext_lazy as _

from eoffice.administration import accounts
from eoffice.administration.acts_for_two import ActForTwo, register_act_for_two

ACTS = (
    ActForTwo(
        name="create_account",
        label=_("New account"),
        operation=accounts.create_account,
        hands_out=True,
    ),
    ActForTwo(
        name="reset_password",
        label=_("Temporary password"),
        operation=accounts.reset_password,
        hands_out=True,
    ),
    ActForTwo(
        name="enable_account",
        label=_("Open the account again"),
        operation=accounts.enable_account,
    ),
    ActForTwo(
        name="disable_account",
        label=_("Close an administrator's account"),
        operation=accounts.disable_account,
    ),
)


def register() -> None:
    """Register them."""
    for act in ACTS:
        register_act_for_two(act)
