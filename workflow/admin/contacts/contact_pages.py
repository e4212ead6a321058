"""`/kontak/`: the register, one contact, merging it with its doubles."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from eoffice.errors import OfficeError
from eoffice.identifiers import as_uuid
from eoffice.listing import asked_cursor, page_of, page_or_first
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.entry import office_view
from eoffice.shell.forms import LinesField, OfficeFormMixin
from workflow.contacts import access
from workflow.contacts.keeping import (
    ContactInput,
    add_contact,
    change_contact,
    merge_contacts,
)
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.queries import BY_NAME, ContactQuery, contacts, same_party
from workflow.contacts.ways import DispatchWay
from workflow.security_class import SecurityClass

PAGE = 30
FIELDS = ("name", "kind", "address_lines", "email", "default_way", "highest_class")


class ContactForm(OfficeFormMixin, forms.Form):
    """What may be set of a contact, and no more."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ContactKind.choices, initial="office"
    )
    address_lines = LinesField(
        label=gettext_lazy("Address, one line each"), required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    default_way = forms.ChoiceField(
        label=gettext_lazy("Usual way"),
        required=False,
        choices=[("", gettext_lazy("As used last")), *DispatchWay.choices],
    )
    highest_class = forms.ChoiceField(
        label=gettext_lazy("Class they may receive"),
        required=False,
        choices=[("", gettext_lazy("Not limited")), *SecurityClass.choices],
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> ContactInput:
        """Return what the operation takes."""
        return ContactInput(**{name: self.cleaned_data[name] for name in FIELDS})


def keeper(request: HttpRequest) -> Actor:
    """Return the person, who keeps the register.

    Raises:
        NotFound.
    """
    actor = acting(request)
    access.require_keeper(actor)
    return actor


@office_view
def contact_list(request: HttpRequest) -> HttpResponse:
    """Show the register by name, or those that look like the same party."""
    actor = keeper(request)
    words = " ".join(request.GET.get("q", "").split())[:100]
    doubles = request.GET.get("ganda") == "ya"
    query = ContactQuery(
        limit=PAGE,
        cursor=asked_cursor(request),
        sort=None,
        q=words,
        duplicates=doubles,
    )
    rows = contacts(actor, query)
    page = page_or_first(lambda: page_of(rows, query, BY_NAME), query)
    context = {"page": page, "words": words, "doubles": doubles}
    return render(request, "workflow/contacts/list.html", context)


def _form_page(
    request: HttpRequest, form: ContactForm, contact: Contact | None
) -> HttpResponse:
    title = contact.name if contact else _("New contact")
    context: dict[str, Any] = {
        "form": form,
        "contact": contact,
        "title": title,
        "same": same_party(contact) if contact else [],
        "crumbs": [(_("Contacts"), reverse("contact_list")), (title, "")],
    }
    status = 422 if form.is_bound else 200
    return render(request, "workflow/contacts/contact.html", context, status=status)


@office_view
def contact_new(request: HttpRequest) -> HttpResponse:
    """Add a contact."""
    actor = keeper(request)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            contact = add_contact(actor=actor, content=form.content())
            return reverse("contact_edit", args=[contact.pk])

        try:
            address = once(request, act)
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(address)
    return _form_page(request, form, None)


@office_view
def contact_edit(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Change a contact; one that was merged away leads to where it is now."""
    actor = keeper(request)
    contact = access.visible_contact(actor, contact_id)
    if contact.merged_into_id:
        return redirect("contact_edit", contact.merged_into_id)
    initial = {name: getattr(contact, name) for name in FIELDS}
    initial["version"] = contact.row_version
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            change_contact(
                actor=actor,
                contact_id=contact_id,
                row_version=form.cleaned_data["version"],
                content=form.content(),
            )
            return reverse("contact_list")

        try:
            address = once(request, act)
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(address)
    return _form_page(request, form, contact)


@office_view
@require_POST
def contact_merge(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Make the ticked contacts part of this one."""
    actor = keeper(request)
    given = [as_uuid(one) for one in request.POST.getlist("duplicate")[:50]]

    def act() -> str:
        merge_contacts(
            actor=actor,
            contact_id=contact_id,
            duplicates=[one for one in given if one is not None],
        )
        return f"{reverse('contact_edit', args=[contact_id])}?digabung=ya"

    try:
        address = once(request, act)
    except OfficeError as refusal:
        messages.error(request, str(refusal))
        return redirect("contact_edit", contact_id)
    messages.success(request, _("Merged. What was sent to them hangs here now."))
    return redirect(address)
