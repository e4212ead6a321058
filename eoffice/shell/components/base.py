"""Parts of pages with data of their own: make one in Python, `{% component part %}`.

Each part is a frozen dataclass with a template of its own, which sees it as `part`.
Parts show; they ask nothing of the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component

GOOD, BAD, NONE = "good", "bad", "none"


@dataclass(frozen=True, kw_only=True)
class PagePart(Component):
    """Base of all parts."""

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Offer the part, and the token that its forms need."""
        token = parent_context.get("csrf_token") if parent_context else None
        return {"part": self, "csrf_token": token}


@dataclass(frozen=True, kw_only=True)
class Act:
    """A button: a link, or a form posted once with a key of its own."""

    label: str
    url: str
    method: str = "get"
    icon: str = ""
    danger: bool = False
