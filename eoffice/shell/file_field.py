"""The office's file field: our words above the browser's own, in its language."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class FileBox(forms.FileInput):
    """One file, chosen by a button of ours or dropped."""

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the field; a browser never shows again what was chosen."""
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return file_box({"class": "eo-input", **built})


def file_box(attrs: dict[str, Any], *, many: bool = False) -> SafeString:
    """Return the markup, the same in forms and in pages of ours."""
    return render_to_string(
        "eoffice/components/file_box.html", {"attrs": attrs, "many": many}
    )
