"""What each part of a letter is called, for those who write it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PART_LABELS: dict[str, Promise] = {
    "paragraph": _("Paragraph"),
    "heading": _("Sub-heading"),
    "numbered_list": _("Points"),
    "table": _("Table"),
    "people_table": _("List of names"),
    "fields": _("Day, time, place"),
    "considerations": _("Considerations"),
    "dictum": _("Decision in clauses"),
    "chapter": _("Chapter"),
    "article": _("Article"),
    "signatures": _("Several signatures"),
    "image": _("Picture"),
    "annex": _("Annex with its own head"),
    "page_break": _("Page break"),
}


def part_label(kind: str) -> str:
    """Return the name of a type of block; an unknown one by its own word."""
    return str(PART_LABELS.get(kind) or kind or _("Unknown part"))
