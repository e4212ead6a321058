"""The route of a letter: who did what when, who is at it now, who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eoffice.shell.components.base import PagePart


class StepMark(StrEnum):
    """How a step stands; words are in `RouteStep.text`, never colour alone."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    RETURNED = "returned"
    SKIPPED = "skipped"


ICONS = {
    StepMark.DONE: "circle-check",
    StepMark.NOW: "circle-dot",
    StepMark.WAITING: "circle",
    StepMark.RETURNED: "undo-2",
    StepMark.SKIPPED: "ban",
}


@dataclass(frozen=True, kw_only=True)
class RouteStep:
    """One step: `name` bold, `role` after it, `text` below (act and time).

    `parallel` holds steps that run side by side under this one.
    """

    state: StepMark
    text: str
    name: str = ""
    role: str = ""
    parallel: Sequence["RouteStep"] = ()

    @property
    def icon(self) -> str:
        """Return the icon of the state."""
        return ICONS[self.state]


@dataclass(frozen=True, kw_only=True)
class Route(PagePart):
    """A panel with the steps from top to bottom."""

    template_name = "eoffice/components/route.html"
    title: str
    steps: Sequence[RouteStep]
