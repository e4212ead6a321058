"""`/contacts`: the register of outside offices and people."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from eoffice.api.conditional import required_version, set_etag
from eoffice.api.idempotency import settles_itself
from eoffice.api.requests import ApiRequest
from eoffice.errors import TooLarge
from eoffice.listing import ListQuery, page_of
from workflow.api.contacts import shapes
from workflow.contacts import access
from workflow.contacts.importing import MOST_BYTES, import_contacts
from workflow.contacts.keeping import add_contact, change_contact, merge_contacts
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.queries import BY_NAME, ContactQuery, contacts

router = Router()
ONE = "/contacts/{uuid:contact_id}"
EDITABLE: dict[str, Any] = {"x-etag": True}


class ContactFilters(ListQuery):
    """Filters of the register."""

    q: str = Field("", max_length=200, description="Words of the name.")
    kind: ContactKind | None = None
    duplicates: bool = Field(
        default=False, description="Only those of one normal form."
    )


def _answer(
    request: ApiRequest, response: HttpResponse, contact: Contact
) -> shapes.ContactShape:
    set_etag(response, contact.row_version)
    return shapes.show(contact, with_email=access.keeps_contacts(request.actor))


@router.get("/contacts", response=shapes.ContactList, summary="Outside parties")
def list_contacts(
    request: ApiRequest, query: Annotated[ContactFilters, Query()]
) -> Any:
    """By name, without mail addresses; those merged away are left out."""
    asked = ContactQuery(**query.dict(exclude={"kind"}), kind=query.kind or "")
    page = page_of(contacts(request.actor, asked), asked, BY_NAME)
    return page.shown(shapes.show)


@router.post(
    "/contacts", response={201: shapes.ContactShape}, summary="Add an outside party"
)
def post_contact(
    request: ApiRequest, response: HttpResponse, payload: shapes.ContactGiven
) -> Any:
    """For record clerks and administrators."""
    contact = add_contact(actor=request.actor, content=payload.as_input())
    response.headers["Location"] = reverse("api:get_contact", args=[contact.pk])
    return Status(201, _answer(request, response, contact))


class ContactImportOptions(Schema):
    """How to import."""

    dry_run: bool = Field(default=True, description="Only tell what it would do.")


@router.post(
    "/contacts/import", response=shapes.ContactImport, summary="Import a spreadsheet"
)
# the sandbox takes seconds to read the file: not inside a transaction
@settles_itself
def run_contact_import(
    request: ApiRequest,
    file: Annotated[UploadedFile, File(description="XLSX.")],
    options: Annotated[ContactImportOptions, Form()],
) -> Any:
    """Columns nama, jenis, alamat, surel, cara, klasifikasi; all or nothing."""
    access.require_keeper(request.actor)
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge
    found = import_contacts(
        actor=request.actor, content=file.read(), dry_run=options.dry_run
    )
    return {
        "applied": found.applied,
        "added": found.added,
        "changed": found.changed,
        "same": found.same,
    }


@router.get(ONE, response=shapes.ContactShape, summary="One outside party")
def get_contact(request: ApiRequest, response: HttpResponse, contact_id: UUID) -> Any:
    """One that was merged away tells into which."""
    contact = access.visible_contact(request.actor, contact_id)
    return _answer(request, response, contact)


@router.patch(ONE, response=shapes.ContactShape, summary="Change an outside party")
def patch_contact(
    request: ApiRequest,
    response: HttpResponse,
    contact_id: UUID,
    payload: shapes.ContactGiven,
) -> Any:
    """Wants `If-Match`."""
    contact = change_contact(
        actor=request.actor,
        contact_id=contact_id,
        row_version=required_version(request),
        content=payload.as_input(),
    )
    return _answer(request, response, contact)


@router.post(f"{ONE}/merge", response=shapes.ContactShape, summary="Merge doubles")
def merge_doubles(
    request: ApiRequest,
    response: HttpResponse,
    contact_id: UUID,
    payload: shapes.MergeGiven,
) -> Any:
    """`duplicates` become part of this one; what was sent to them follows."""
    contact = merge_contacts(
        actor=request.actor, contact_id=contact_id, duplicates=payload.duplicates
    )
    return _answer(request, response, contact)
