"""Contacts from a spreadsheet: what it would do first, then all of it or nothing.

The file is a stranger's: it is taken apart in the sandbox, and every bad cell is named
by row and column. A row whose name is known fills what that contact lacks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice import sandbox
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, ServiceDown, TooLarge
from eoffice.importing.spreadsheet import NO_TEXT
from eoffice.organisation.actor import Actor
from eoffice.sandbox.limits import MEBIBYTE
from workflow.contacts import access
from workflow.contacts.keeping import contact_faults
from workflow.contacts.models import Contact, ContactKind
from workflow.contacts.normal_form import normal_name
from workflow.contacts.queries import known_by_form
from workflow.contacts.trail_acts import ContactAct
from workflow.contacts.ways import DispatchWay
from workflow.security_class import SecurityClass

MOST_BYTES = 5 * MEBIBYTE
MOST_ROWS = 5000
MOST_FAULTS = 200
COLUMNS = ("nama", "jenis", "alamat", "surel", "cara", "klasifikasi")
KINDS = {
    "": ContactKind.OFFICE,
    "instansi": ContactKind.OFFICE,
    "organisasi": ContactKind.ORGANISATION,
    "perusahaan": ContactKind.ORGANISATION,
    "orang": ContactKind.PERSON,
}
WAYS = {
    "": "",
    "tautan": DispatchWay.LINK,
    "surel": DispatchWay.EMAIL,
    "pos": DispatchWay.LABEL,
    "kurir": DispatchWay.HAND,
    "srikandi": DispatchWay.SRIKANDI,
}
CLASSES = {"": "", **{one.value.replace("_", " "): one.value for one in SecurityClass}}


@dataclass(slots=True, kw_only=True)
class ImportedContacts:
    """What a file adds and changes, by name."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    applied: bool = False


def import_contacts(*, actor: Actor, content: bytes, dry_run: bool) -> ImportedContacts:
    """Read the file and tell what it does; without `dry_run` also do it.

    Raises:
        NotFound: the person keeps no register.
        TooLarge, Invalid: the file, with every bad cell at once.
        ServiceDown: the sandbox is away.
    """
    access.require_keeper(actor)
    rows = _rows(content)
    with transaction.atomic():
        found = _applied(rows, dry_run=dry_run)
        if not dry_run and (found.added or found.changed):
            trail.record(
                ContactAct.IMPORTED,
                actor.official,
                actor=actor,
                added=len(found.added),
                changed=len(found.changed),
            )
    found.applied = not dry_run
    return found


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        answer = sandbox.run("read_workbook", content)
    except sandbox.SandboxUnavailable as error:
        raise ServiceDown from error
    except sandbox.SandboxError as error:
        text = _("This is no XLSX file that can be read.")
        raise Invalid([Fault(field="file", code="unreadable", message=text)]) from error
    sheets: dict[str, list[list[str]]] = answer["sheets"]
    lines = next(iter(sheets.values()), [])
    heads = [head.strip().lower() for head in lines[0]] if lines else []
    if "nama" not in heads or len(lines) < 2 or len(lines) > MOST_ROWS:  # noqa: PLR2004  head and one row
        text = _("The first row names the columns, one of them nama; at most 5,000.")
        raise Invalid([Fault(field="file", code="wrong_form", message=text)])
    return [
        (number, dict(zip(heads, (_plain(cell) for cell in line), strict=False)))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]


def _plain(cell: str) -> str:
    return cell.removeprefix(NO_TEXT).strip()


def _applied(
    rows: Sequence[tuple[int, dict[str, str]]], *, dry_run: bool
) -> ImportedContacts:
    known = known_by_form(row.get("nama", "") for _n, row in rows)
    read = [_read(number, row) for number, row in rows]
    if faults := [fault for _contact, bad in read for fault in bad]:
        raise Invalid(faults[:MOST_FAULTS])
    found = ImportedContacts()
    to_save: dict[str, Contact] = {}
    for contact, _none in read:
        _note(contact, known, to_save, found)
    if not dry_run:
        for contact in to_save.values():
            contact.row_version += contact.normal_name in known
            contact.save()
    return found


def _note(
    contact: Contact,
    known: Mapping[str, Contact],
    to_save: dict[str, Contact],
    found: ImportedContacts,
) -> None:
    form = contact.normal_name
    there = to_save.get(form) or known.get(form)
    if there is None:
        to_save[form] = contact
        found.added.append(contact.name)
    elif not _fill(there, contact):
        found.same += 1
    elif form not in to_save:
        to_save[form] = there
        found.changed.append(there.name)


def _read(number: int, row: Mapping[str, str]) -> tuple[Contact, list[Fault]]:
    def word(column: str, known: Mapping[str, Any]) -> Any:
        said = row.get(column, "").lower()
        if said not in known:
            text = _("One of these is wanted: %(expected)s.")
            told = text % {"expected": ", ".join(filter(None, known))}
            place = f"{number}.{column}"
            faults.append(Fault(field=place, code="not_a_choice", message=told))
        return known.get(said, "")

    faults: list[Fault] = []
    name = " ".join(row.get("nama", "").split())
    contact = Contact(
        name=name,
        normal_name=normal_name(name) if name else "",
        kind=word("jenis", KINDS) or ContactKind.OFFICE,
        address_lines=[
            part.strip()
            for part in row.get("alamat", "").replace("\n", "|").split("|")
            if part.strip()
        ],
        email=row.get("surel", ""),
        default_way=word("cara", WAYS),
        highest_class=word("klasifikasi", CLASSES),
    )
    for fault in contact_faults(contact):
        place = f"{number}.{fault.field}"
        faults.append(Fault(field=place, code=fault.code, message=fault.message))
    return contact, faults


def _fill(there: Contact, read: Contact) -> bool:
    """Fill what the contact lacks; tell whether anything was filled."""
    filled = False
    for name in ("address_lines", "email", "default_way", "highest_class"):
        if not getattr(there, name) and getattr(read, name):
            setattr(there, name, getattr(read, name))
            filled = True
    return filled
