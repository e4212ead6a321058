"""The acts that take two administrators, by name: the operation that does each.

Houses register theirs in their room `registrations`. An operation listed here takes
`agreement` and shows its own call to `require_agreement` (`four_eyes.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import Agreement

# Acts of before, when two were asked for the administrator's role alone.
FORMER_LABELS: dict[str, Promise] = {
    "duty": _("The seat becomes an administrator's seat"),
    "appoint": _("Gets an administrator's seat definitively"),
    "assign": _("Acts for an administrator's seat"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForTwo:
    """One act: what it is called, and what does it.

    `hands_out` tells that the outcome is a secret for the one who agrees, so that it
    is agreed to on the page, where it is shown once, and not over the API.
    """

    name: str
    label: Promise
    operation: Callable[..., Any]
    hands_out: bool = False


_acts: dict[str, ActForTwo] = {}


def register_act_for_two(act: ActForTwo) -> None:
    """Let the act be asked for and agreed to."""
    _acts[act.name] = act


def act_for_two(name: str) -> ActForTwo:
    """Return the act.

    Raises:
        KeyError: there is none of this name.
    """
    return _acts[name]


def acts_for_two() -> list[ActForTwo]:
    """Return every act, by name."""
    return [_acts[name] for name in sorted(_acts)]


def label_of(agreement: Agreement) -> str:
    """Return the act in words."""
    if agreement.act in _acts:
        return str(_acts[agreement.act].label)
    return str(FORMER_LABELS.get(agreement.act, agreement.act))
