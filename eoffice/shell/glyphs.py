"""Icons as inline SVG, so that a page shows them with no script and no sprite.

Files: Lucide (ISC), `templates/eoffice/shell/icons/`, one per icon; the same stand in
Wagtail's sprite for the menu (`register_icons`). The kawung flower is ours.
"""

from functools import lru_cache
from pathlib import Path

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = (
    Path(__file__).resolve().parents[2] / "templates" / "eoffice" / "shell" / "icons"
)


def names() -> list[str]:
    """Return the names of all icons of ours, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@lru_cache(maxsize=256)
def glyph(name: str, css: str = "") -> SafeString:
    """Return the icon as decorative `<svg class="eo-i …">`; unknown names raise."""
    source = get_template(f"eoffice/shell/icons/{name}.svg").render()
    inside = source.partition(">")[2].rpartition("</svg>")[0]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
        ' aria-hidden="true">{}</svg>',
        f"eo-i {css}".strip(),
        mark_safe(inside),  # noqa: S308  our own file, no user text
    )
