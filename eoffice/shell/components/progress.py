"""A job that works through many things, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from eoffice.shell.components.base import Act, PagePart


@dataclass(frozen=True, kw_only=True)
class JobLine:
    """One thing: `state` ok, bad or wait; the reason or number below its title."""

    title: str
    text: str = ""
    state: str = "wait"
    act: Act | None = None

    @property
    def icon(self) -> str:
        """Return the icon of the state."""
        icons = {"ok": "circle-check", "bad": "triangle-alert", "wait": "hourglass"}
        return icons[self.state]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A counted outcome: `name` is its key in the polled JSON."""

    name: str
    number: int
    label: str


@dataclass(frozen=True, kw_only=True)
class ProgressJob(PagePart):
    """Count, bar, tally, refusals first. `poll_url` empty means it has ended.

    The address answers {"done", "total", "finished", "tally": {name: number}}.
    """

    template_name = "eoffice/components/progress.html"
    done: int
    total: int
    tallies: Sequence[Tally] = ()
    lines: Sequence[JobLine] = ()
    left: str = ""  # "Sekitar 3 detik lagi"
    poll_url: str = ""

    @property
    def ordered(self) -> list[JobLine]:
        """Return refusals first, then what is done, then what waits."""
        rank = {"bad": 0, "ok": 1, "wait": 2}
        return sorted(self.lines, key=lambda line: rank[line.state])
