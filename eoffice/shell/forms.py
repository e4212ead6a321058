"""Office forms: fields look and speak alike, errors are tied to their field."""

from typing import Any

from django import forms

from eoffice.errors import Invalid, OfficeError

PLAIN = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class OfficeFormMixin:
    """Give every widget its class.

    Mix in before `forms.Form`; show with `eoffice/components/field.html`.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the class to the widgets that are boxes to type or choose in."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, PLAIN):
                known = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"{known} eo-input".strip()

    def take(self, refusal: OfficeError) -> None:
        """Show an operation's refusal: each fault at its field, others on top."""
        faults = refusal.faults if isinstance(refusal, Invalid) else []
        for fault in faults:
            field = fault.field if fault.field in self.fields else None
            self.add_error(field, str(fault.message))  # type: ignore[attr-defined]
        if not faults:
            self.add_error(None, str(refusal))  # type: ignore[attr-defined]


class LinesField(forms.CharField):
    """Several lines of text; cleaned to a list without empty ones."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines."""
        text: str = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]
