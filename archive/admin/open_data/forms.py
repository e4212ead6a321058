"""Forms of open copies; the rules are the operations'."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.open_data.reading import Found
from archive.open_data.releasing import HandBox, ReleaseInput
from eoffice.shell.forms import LinesField, OfficeFormMixin

POINTS_PER_MM = 72 / 25.4
SIDES = 5


class ReleaseForm(OfficeFormMixin, forms.Form):
    """What the open list says, why it is open, and what is blacked out."""

    title = forms.CharField(
        label=_("Public title"),
        max_length=300,
        help_text=_("Stands in the open list; without personal data."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: Informasi berkala (UU 14/2008 Ps 9)."),
    )
    found = forms.MultipleChoiceField(
        label=_("Black out"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = LinesField(
        label=_("Words to black out besides"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on a line, such as names; wherever they stand."),
    )
    boxes = LinesField(
        label=_("Boxes by hand"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One on a line, in millimetres: page; from the left; from the top; width;"
            " height."
        ),
    )
    pictures_looked_at = forms.BooleanField(
        label=_("I looked at the pages that are pictures; no rule reads them."),
        required=False,
    )

    def __init__(self, *args: object, found: Iterable[Found], **kwargs: object) -> None:
        """Offer what was found, all of it ticked."""
        super().__init__(*args, **kwargs)
        offered = list(found)
        field = self.fields["found"]
        field.choices = [(one.key, shown(one)) for one in offered]  # type: ignore[attr-defined]
        field.initial = [one.key for one in offered]

    def clean_boxes(self) -> list[HandBox]:
        """Return the boxes in points."""
        return [self._box(line) for line in self.cleaned_data["boxes"]]

    def _box(self, line: str) -> HandBox:
        parts = line.replace(",", ".").split(";")
        try:
            page, left, top, wide, tall = (float(part) for part in parts[:SIDES])
            box = HandBox(
                page=int(page),
                x0=left * POINTS_PER_MM,
                y0=top * POINTS_PER_MM,
                x1=(left + wide) * POINTS_PER_MM,
                y1=(top + tall) * POINTS_PER_MM,
            )
        except (ValueError, OverflowError):
            box = None
        if box is None or len(parts) != SIDES or not box.is_sound:
            text = _("A box is five numbers: 1; 20; 50; 80; 6")
            raise forms.ValidationError(text)
        return box

    def release(self) -> ReleaseInput:
        """Return what was decided."""
        given = self.cleaned_data
        offered = [key for key, _label in self.fields["found"].choices]  # type: ignore[attr-defined]
        return ReleaseInput(
            title=given["title"],
            reason=given["reason"],
            left_visible=[key for key in offered if key not in given["found"]],
            words=given["words"],
            boxes=given["boxes"],
            pictures_looked_at=given["pictures_looked_at"],
        )


def shown(one: Found) -> str:
    """Return what was found, as the form names it."""
    return _("page %(page)s, %(kind)s: %(text)s") % {
        "page": one.page,
        "kind": one.place.kind.label,
        "text": one.place.text,
    }


class WithdrawForm(OfficeFormMixin, forms.Form):
    """Why it is taken back."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)
