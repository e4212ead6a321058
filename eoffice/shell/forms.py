"""Office forms: fields look and speak alike, errors are tied to their field."""

from typing import Any

from django import forms

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class OfficeFormMixin:
    """Give every widget its class.

    Mix in before `forms.Form`; show with `components/field.html`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the class to the widgets that are boxes to type or choose in."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, PLAIN):
                known = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"{known} eo-input".strip()
