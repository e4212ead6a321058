"""Underlined text in the editor, which Wagtail leaves to the site."""

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    InlineStyleElementHandler,
)

UNDERLINE = "UNDERLINE"  # the type that the editor draws by itself


def register_underline(features) -> None:  # noqa: ANN001  Wagtail's registry is untyped
    """Offer `<u>`, one of the four inline marks of a letter's text."""
    feature = draftail.InlineStyleFeature(
        {"type": UNDERLINE, "label": "U", "description": _("Underline")}
    )
    features.register_editor_plugin("draftail", "underline", feature)
    features.register_converter_rule(
        "contentstate",
        "underline",
        {
            "from_database_format": {"u": InlineStyleElementHandler(UNDERLINE)},
            "to_database_format": {"style_map": {UNDERLINE: "u"}},
        },
    )
