"""Tags of office pages: `{% load office %}`. Parts with data are components."""

from datetime import date

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eoffice.days import deadlines
from eoffice.health import banner
from eoffice.identifiers import uuid7
from eoffice.shell import day_field, faces, file_field, glyphs, sidebar
from eoffice.shell.assets import PUBLIC_STYLES
from eoffice.shell.demo_accounts import demo_accounts

register = template.Library()
NOTE_ICONS = {
    "info": "info",
    "warn": "triangle-alert",
    "bad": "circle-alert",
    "good": "circle-check",
}
register.simple_tag(glyphs.glyph, name="glyph")
register.simple_tag(banner.troubles, name="troubles")
register.simple_tag(demo_accounts, name="demo_accounts")
register.filter("initials", faces.initials)


@register.inclusion_tag("eoffice/shell/sidebar.html", takes_context=True)
def office_sidebar(context: template.Context) -> dict[str, object]:
    """Draw the menu beside the page."""
    request: HttpRequest = context["request"]
    return {
        "menu": sidebar.sidebar_of(request),
        "agency_name": context["agency_name"],
    }


@register.simple_tag
def public_styles() -> SafeString:
    """Link the styles of pages outside the shell."""
    links = ((static(path),) for path in PUBLIC_STYLES)
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def once_key() -> SafeString:
    """Write the hidden key that makes a second press show the first result."""
    return format_html(
        '<input type="hidden" name="idempotency_key" value="{}">', uuid7()
    )


@register.inclusion_tag("eoffice/components/sort_head.html", takes_context=True)
def sort_head(
    context: template.Context, label: str, order: str, css: str = ""
) -> dict[str, str]:
    """Write a head that sorts: `order` as pressed first (`-diubah` newest first).

    The page reads `urut` of its address; what filters stay, a cursor goes.
    """
    asked = context["request"].GET.copy()
    chosen, name = asked.get("urut", ""), order.removeprefix("-")
    turned = f"-{name}" if order == name else name
    # a page of the old order means nothing in the new one
    for gone in ("sesudah", "p"):
        asked.pop(gone, None)
    asked["urut"] = turned if chosen == order else order
    states = {name: "ascending", f"-{name}": "descending"}
    return {
        "label": label,
        "css": css,
        "url": f"?{asked.urlencode()}",
        "state": states.get(chosen, ""),
    }


@register.simple_tag
def day_filter(name: str, asked: day_field.AskedDay, label: str) -> SafeString:
    """Write the date field of a filter, which looks back from today."""
    wrong = {"aria-invalid": "true"} if asked.is_wrong else {}
    attrs = {"name": name, "class": "eo-input", "aria-label": label, **wrong}
    return day_field.filter_box(asked, attrs)


@register.simple_tag
def pdf_box(name: str, html_id: str, described_by: str) -> SafeString:
    """Write the field of one PDF that must be chosen."""
    attrs = {
        "id": html_id,
        "name": name,
        "accept": "application/pdf,.pdf",
        "required": True,
        "class": "eo-input",
        "aria-describedby": described_by,
    }
    return file_field.file_box(attrs)


@register.simple_tag
def files_box(html_id: str, target: str, action: str) -> SafeString:
    """Write the field of many files, which a script sends one by one."""
    attrs = {"id": html_id, "class": "eo-input", target: "file", "data-action": action}
    return file_field.file_box(attrs, many=True)


@register.simple_tag
def day_due(name: str, text: str, html_id: str) -> SafeString:
    """Write the date field of a deadline, with what was typed."""
    attrs = {"name": name, "id": html_id, "class": "eo-input"}
    return day_field.due_box(text or "", attrs)


@register.simple_tag
def tag(text: str, kind: str = "", icon: str = "") -> SafeString:
    """Write a status tag: icon and word; kind is late, due, ok, info, line or none."""
    css = f"eo-tag eo-tag--{kind}" if kind else "eo-tag"
    drawn = glyphs.glyph(icon) if icon else ""
    return format_html('<span class="{}">{}{}</span>', css, drawn, text)


@register.simple_tag
def due(due_on: date | None, today: date | None = None) -> SafeString | str:
    """Write a deadline as a tag; nothing without one."""
    made = deadlines.due_tag(due_on, today or timezone.localdate())
    return tag(made.text, made.kind, made.icon) if made else ""


@register.simple_tag(takes_context=True)
def item_due(context: template.Context, item: object) -> SafeString | str:
    """Write the deadline of a queue item against the page's `today`."""
    made = item.due(context["today"])  # type: ignore[attr-defined]
    return tag(made.text, made.kind, made.icon) if made else ""


@register.simple_tag(takes_context=True)
def item_since(context: template.Context, item: object) -> str:
    """Write since when a queue item lies on the desk."""
    words: str = item.since_words(context["today"])  # type: ignore[attr-defined]
    return words


@register.filter
def long_day(day: date | None) -> str:
    """Return `Senin, 23 November 2026`."""
    return date_format(day, "l, j F Y") if day else ""


@register.filter
def short_day(day: date | None) -> str:
    """Return `Rabu, 25 Nov`."""
    return deadlines.short_day(day) if day else ""


@register.simple_block_tag
def note(content: str, kind: str = "info", icon: str = "") -> SafeString:
    """Frame a note; its first bold clause is the news."""
    drawn = glyphs.glyph(icon or NOTE_ICONS[kind])
    return format_html(
        '<div class="eo-note eo-note--{}">{}<div>{}</div></div>', kind, drawn, content
    )
