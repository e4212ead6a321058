"""Why a file cannot be an emblem."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError

# By the code that the reading in the sandbox answers.
WHY: dict[str, Promise] = {
    "no_svg": _("It is neither an SVG nor a PNG that can be read."),
    "no_size": _("It does not say how wide and how high it is."),
    "too_long": _("It is more than four times as wide as high, or as high as wide."),
    "too_large": _("It is larger than 192 KB. Make it simpler, or bring it as a PNG."),
    "too_complex": _("It has too many shapes."),
    "script": _("It carries a script."),
    "outside": _("It points outside of itself."),
    "entities": _("It declares entities or a document type."),
    "element": _(
        "It has parts other than shapes and colours (text, pictures, styles)."
    ),
    "value": _("One of its values is not that of a shape."),
    "file_broken": _("This file is broken or incomplete. Save or scan it again."),
    "file_too_large": _("Unpacked, this file is too large."),
    "virus": _("A virus was found in it."),
    "page": _("No page of the archive standard can be drawn with it."),
}
UNREADABLE = _("It cannot be read safely.")


class EmblemRefused(OfficeError):
    """The file brought is no emblem for a page; `code` says why, `words` where."""

    status = 422

    def __init__(self, code: str, words: str = "") -> None:
        """Put the reason into a sentence."""
        super().__init__(WHY.get(code, UNREADABLE))
        self.code = f"emblem_{code}"
        self.words = words

    def __str__(self) -> str:
        found = f" ({self.words})" if self.words else ""
        return f"{super().__str__()}{found}"
