"""The acts in the head of Beranda, and panels beside the queue; rooms register them.

register_home_act("write", HomeAct(
    label=_("Write a letter"), page="letter_new",
    icon="square-pen", shown=may_draft))
register_home_panel("calendar", todays_agenda)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from eoffice.organisation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeAct:
    """A button in the head: shown to actors for whom `shown(actor)` holds."""

    label: str | Promise
    page: str  # the name of its address
    icon: str
    shown: Callable[[Actor], bool]

    @property
    def url(self) -> str:
        """Return where it leads."""
        return reverse(self.page)


HomePanel = Callable[[Actor, date], Component | None]
_acts: dict[str, HomeAct] = {}
_panels: dict[str, HomePanel] = {}


def register_home_act(name: str, act: HomeAct) -> None:
    """Add an act under its own `name`; the same name replaces it."""
    _acts[name] = act


def register_home_panel(name: str, panel: HomePanel) -> None:
    """Add a panel of the aside; it answers None when it has nothing to show."""
    _panels[name] = panel


def acts_for(actor: Actor) -> list[HomeAct]:
    """Return the acts this actor may take."""
    return [act for act in _acts.values() if act.shown(actor)]


def panels_for(actor: Actor, today: date) -> list[Component]:
    """Return the panels that have something to show."""
    made = (panel(actor, today) for panel in _panels.values())
    return [panel for panel in made if panel is not None]
