"""The retention bar: active, inactive, fate, today; always with a sentence."""

from dataclasses import dataclass
from datetime import date

from eoffice.shell.components.base import PagePart

WIDTH = 220
FATE = 28  # units kept on the right for the sign of the fate


@dataclass(frozen=True, kw_only=True)
class RetentionBar(PagePart):
    """Dates of one file. `starts_on` empty: still open, nothing counted yet.

    `fate` is destroy, keep or review. All lengths are drawn in one scale from
    the start to the end of inactive, today marked at its place.
    """

    template_name = "eoffice/components/retention.html"
    sentence: str
    today: date
    starts_on: date | None = None
    active_until: date | None = None
    inactive_until: date | None = None
    fate: str = ""

    def _at(self, day: date) -> int:
        if self.starts_on is None or self.inactive_until is None:
            return 0
        whole = max((self.inactive_until - self.starts_on).days, 1)
        share = (day - self.starts_on).days / whole
        return round(max(0.0, share) * (WIDTH - FATE))

    @property
    def active_width(self) -> int:
        """Return the length of the active part in units of the drawing."""
        return self._at(self.active_until) if self.active_until else 0

    @property
    def inactive_width(self) -> int:
        """Return the length of the inactive part."""
        return max(self.fate_at - self.active_width - 2, 0)

    @property
    def inactive_at(self) -> int:
        """Return where the inactive part begins."""
        return self.active_width + 2

    @property
    def fate_at(self) -> int:
        """Return where the sign of the fate stands."""
        return WIDTH - FATE

    @property
    def today_at(self) -> int:
        """Return where today is, never outside the drawing."""
        return min(self._at(self.today), WIDTH - 2)
