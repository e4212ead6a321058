"""What the editor offers: the parts that the rules of the letter know, and its words.

The editor can do more than this release prints; what `parse_block` refuses is not
offered. The words stand here so that they are translated; the script has none.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.letters.body import Raw
from workflow.letters.broken_parts import may_stand
from workflow.letters.part_labels import part_label
from workflow.rendering.body import READERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One line of the menu of parts: the act of the editor, its icon, its name."""

    act: str
    icon: str
    label: str


# Act, the block that it makes, icon; in the order of the menu.
_PARTS = (
    ("numbers", "numbered_list", "list-ordered"),
    ("table", "table", "table"),
    ("fields", "fields", "calendar-clock"),
    ("people_table", "people_table", "users"),
    ("heading", "heading", "heading-1"),
    ("considerations", "considerations", "scale"),
    ("dictum", "dictum", "gavel"),
    ("chapter", "chapter", "book-open"),
    ("article", "article", "section"),
    ("signatures", "signatures", "signature"),
    ("image", "image", "image"),
    ("annex", "annex", "files"),
    ("page_break", "page_break", "separator-horizontal"),
)
_ABILITIES: dict[str, Raw] = {
    "letters": {
        "type": "numbered_list",
        "value": {"style": "letter", "items": ["a"]},
    },
    "gaps": {"type": "paragraph", "value": "<var>a</var>"},
    "align": {
        "type": "table",
        "value": {"header": ["a"], "rows": [["1"]], "align": ["right"]},
    },
    "merging": {
        "type": "table",
        "value": {
            "header": ["a", "b"],
            "rows": [[{"text": "c", "colspan": 2}], ["d", "e"]],
        },
    },
}


def abilities() -> list[str]:
    """Return the names of what blocks may hold besides text: letters, gaps, …."""
    return [name for name, block in _ABILITIES.items() if may_stand(block)]


def offered_parts(allowed: Collection[str]) -> list[Offer]:
    """Return the parts of the menu, in order: those that the type of letter allows."""
    kinds = READERS.keys() & set(allowed)
    parts = [
        Offer(act=act, icon=icon, label=part_label(kind))
        for act, kind, icon in _PARTS
        if kind in kinds
    ]
    if "numbered_list" in kinds and "letters" in abilities():
        label = _("Points with letters")
        points = Offer(act="letters", icon="case-lower", label=label)
        parts.insert([part.act for part in parts].index("numbers") + 1, points)
    if "chapter" in kinds:
        section = Offer(act="section", icon="list-tree", label=_("Section"))
        at = [part.act for part in parts].index("chapter") + 1
        parts.insert(at, section)
    if "gaps" in abilities():
        label = _("Gap to be filled")
        parts.append(Offer(act="gap", icon="text-cursor-input", label=label))
    return parts


def _line_names() -> dict[str, str]:
    """Return what belongs in each line of the parts that have lines."""
    return {
        "person_name": _("Name"),
        "person_rank": _("Rank"),
        "person_nip": _("NIP"),
        "person_position": _("Position"),
        "field_label": _("Label"),
        "field_value": _("Content"),
        "signature_role": _("Party"),
        "signature_title": _("Title of the office"),
        "signature_name": _("Name"),
        "signature_rank": _("Rank"),
        "signature_nip": _("NIP"),
        "consideration_label": _("Label"),
        "dictum_word": _("Word of decision"),
        "dictum_title": _("Decides to"),
        "chapter_title": _("Title of the chapter"),
        "image_alt": _("Words for those who cannot see the picture"),
        "annex_title": _("Title of the annex"),
    }


def _dropped_names() -> dict[str, str]:
    """Return what of a pasted text has no place in a letter."""
    return {
        "picture": _("pictures"),
        "object": _("forms and embedded objects"),
        "deleted": _("struck words"),
        "note": _("footnotes and comments"),
        "link": _("links (their words stay)"),
        "look": _("colours, fonts and sizes"),
        "bullets": _("bullets (numbers instead)"),
        "levels": _("levels below the fourth"),
        "merged": _("merged cells (now apart)"),
        "unfit": _("parts that letters of this type do not have (their words stay)"),
    }


def editor_words() -> dict[str, object]:
    """Return what the editor says and what it begins parts with; `#` is a number."""
    return {
        "schedule": [_("day, date"), _("time"), _("place"), _("agenda item")],
        "considerations": ["Menimbang", "Mengingat"],
        "dictum": "MEMUTUSKAN:",
        "lines": _line_names(),
        "dropped": _dropped_names(),
        "pasted": _("Pasted without: #."),
        "large": _(
            "Not pasted: # rows are too many for a letter. Attach the file instead;"
            " nothing has changed."
        ),
        "wide": _("Not pasted: a table has at most 12 columns. Nothing has changed."),
        "pictureWaits": _("The picture is being checked …"),
        "pictureWords": _(
            "The picture stands in the text. Say in words what it shows."
        ),
        "pictureRefused": _("Not added: #. The text stays as it is."),
        "gap": _("fill in"),
        "level": _("Level #"),
        "level0": _("Paragraph"),
        "moved": _("Now part #"),
        "blank": _("The page keeps the space between paragraphs by itself."),
        "tab": _("To leave the text: Esc, then Tab."),
        "leave": _("Tab now leaves the text."),
        "deep": _("Points have at most four levels."),
        "parts": _("Parts: choose with the arrow keys and Enter."),
    }
