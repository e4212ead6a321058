"""What Wagtail leaves to the site in the editor of a letter: underline, kept links."""

from typing import Any

import wagtail.admin.rich_text.editors.draftail.features as draftail
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    InlineStyleElementHandler,
)
from wagtail.rich_text.feature_registry import FeatureRegistry

UNDERLINE = "UNDERLINE"  # the type that the editor draws by itself
LINK = "LINK"
KEPT_LINK = "letter-link"


def register_underline(features: FeatureRegistry) -> None:
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


class _NoButton(draftail.Feature):
    """An editor plugin that adds nothing to the editor."""

    def construct_options(self, options: dict[str, Any]) -> None:
        """Leave the options as they are."""


def _anchor(properties: dict[str, Any]) -> Any:
    address = {"href": properties.get("url") or ""}
    return DOM.create_element("a", address, properties["children"])


def register_kept_links(features: FeatureRegistry) -> None:
    """Keep the links that programs write through the editor; it offers none itself.

    Which may stand in a letter is the rule of `workflow.rendering.inline`.
    """
    # Draftail drops what no plugin knows: links would be lost at the first saving.
    features.register_editor_plugin("draftail", KEPT_LINK, _NoButton())
    features.register_converter_rule(
        "contentstate",
        KEPT_LINK,
        {
            "from_database_format": {"a[href]": ExternalLinkElementHandler(LINK)},
            "to_database_format": {"entity_decorators": {LINK: _anchor}},
        },
    )
