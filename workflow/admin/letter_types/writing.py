"""Writing a version of a type by a form, with a look at its real page."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from eoffice.errors import Fault, Invalid, NotFound
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from eoffice.shell.forms import OfficeFormMixin
from eoffice.shell.shape_form import ShapeForm
from workflow.admin.letter_types.pages import crumbs, pictures
from workflow.letter_types.changing import TypeInput, last_version, write_type_version
from workflow.letter_types.content import TypeContent, content_of
from workflow.letter_types.models import LetterTypeVersion
from workflow.letters import access
from workflow.letters.body import body_blocks
from workflow.letters.models import Letter
from workflow.samples.pages import tried_type

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class SourceForm(OfficeFormMixin, forms.Form):
    """Where the bodies come from, and why there is another version."""

    code = forms.CharField(
        label=gettext_lazy("Code of the type"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Small letters and low lines: surat_dukungan"),
    )
    start_from = forms.CharField(
        label=gettext_lazy("Take the body at the start from this letter"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Its number, or its address. Empty: as before."),
    )
    example_from = forms.CharField(
        label=gettext_lazy("Take the example from this letter"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "A letter that is in order: subject, code and text become the example."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason or basis"),
        max_length=300,
        help_text=gettext_lazy(
            "For example: Perbup 12/2026 or the order of the sekda."
        ),
    )


class TypeForm(ShapeForm):
    """Everything an administrator fills in for a version."""

    def __init__(self, data: Any, version: LetterTypeVersion | None) -> None:
        """Begin with the version; none: a type of the office's own."""
        value = content_of(version) if version else None
        more = int(data is not None and data.get("act") == "more")
        super().__init__(TypeContent, value, data, more=more, about=SourceForm)
        if version is not None:
            del self.reason.fields["code"]

    def given(self, actor: Actor) -> TypeInput:
        """Return what the operation takes.

        Raises:
            Invalid: a value does not fit, or a letter is not known.
        """
        try:
            content = TypeContent.model_validate(self.value())
        except ValidationError as refusal:
            raise Invalid([_fault(one) for one in refusal.errors()]) from refusal
        start = self._letter(actor, "start_from")
        example = self._letter(actor, "example_from")
        return TypeInput(
            content=content,
            reason=self.reason.cleaned_data["reason"],
            start=_bare(start) if start else None,
            example=_example_of(example) if example else None,
        )

    def _letter(self, actor: Actor, name: str) -> Letter | None:
        said = self.reason.cleaned_data[name].strip()
        if not said:
            return None
        named = ID.search(said)
        rows = access.letters_visible_to(actor)
        found = rows.filter(pk=UUID(named[0])) if named else rows.filter(number=said)
        letter = found.first()
        if letter is None:
            text = _("This letter is not known.")
            raise Invalid([Fault(field=name, code="unknown_letter", message=text)])
        return letter


def _fault(error: Any) -> Fault:
    field = ".".join(str(part) for part in error["loc"])
    return Fault(field=field, code=error["type"], message=_("This value does not fit."))


def _bare(letter: Letter) -> list[dict[str, Any]]:
    """Return its body without ids: every letter gives its parts their own."""
    return [
        {name: block[name] for name in ("type", "value")}
        for block in body_blocks(letter.body)
    ]


def _example_of(letter: Letter) -> dict[str, Any]:
    return {
        "subject": letter.subject,
        "classification_code": letter.classification_code,
        "urgency": letter.urgency,
        "recipients": ["heads:2"],
        "cc": [],
        "body": _bare(letter),
    }


@office_view
def type_new(request: HttpRequest) -> HttpResponse:
    """Make a type of the office's own."""
    return _write(request, None, _("A type of our own"))


@office_view
def type_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version of a type."""
    administrator(request)
    version = last_version(code)
    if version is None:
        raise NotFound
    return _write(request, version, version.letter_type.name)


def _write(
    request: HttpRequest, version: LetterTypeVersion | None, name: str
) -> HttpResponse:
    actor = administrator(request)
    data = request.POST if request.method == "POST" else None
    form, act = TypeForm(data, version), request.POST.get("act", "")
    context: dict[str, Any] = {
        "form": form,
        "version": version,
        "name": name,
        "crumbs": _trail(version, name),
    }
    if data is not None and act != "more" and form.is_valid():
        try:
            if act == "preview":
                context |= _looked_at(actor, form, version)
            else:
                address = once(request, lambda: _save(actor, form, version))
                messages.success(request, _("Kept. It holds once it is put in force."))
                return redirect(address)
        except Invalid as refusal:
            form.take(refusal.faults)
    return render(request, "workflow/letter_types/form.html", context)


def _trail(version: LetterTypeVersion | None, name: str) -> list[tuple[str, str]]:
    if version is None:
        return crumbs((name, ""))
    address = reverse("letter_type", args=[version.letter_type.code])
    return crumbs((name, address), (_("Write a version"), ""))


def _code(form: TypeForm, version: LetterTypeVersion | None) -> str:
    typed = form.reason.cleaned_data.get("code", "")
    return version.letter_type.code if version else str(typed).strip()


def _looked_at(
    actor: Actor, form: TypeForm, version: LetterTypeVersion | None
) -> dict[str, Any]:
    told = tried_type(
        actor=actor,
        code=_code(form, version),
        given=form.given(actor),
        is_new=version is None,
    )
    return {"tried": told, "pages": pictures(told.page) if told.page else []}


def _save(actor: Actor, form: TypeForm, version: LetterTypeVersion | None) -> str:
    code = _code(form, version)
    write_type_version(
        actor=actor, code=code, given=form.given(actor), is_new=version is None
    )
    return reverse("letter_type", args=[code])
