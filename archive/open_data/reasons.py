"""Why no open copy could be made, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, str | Promise] = {
    "words_not_found": gettext_lazy(
        "Words to black out stand on no page; correct them and release again."
    ),
    "no_such_page": gettext_lazy("A box lies on a page that the files do not have."),
    "pictures_not_looked_at": gettext_lazy(
        "A page is a picture: look at it and say that you did, then release again."
    ),
    "class_forbids": gettext_lazy("The record was classed meanwhile."),
    "copy_has_words": gettext_lazy("The copy still held text and was thrown away."),
}


def why_failed(code: str) -> str:
    """Return the reason of a code."""
    return str(WORDS.get(code) or _("A file of the record cannot be drawn."))
