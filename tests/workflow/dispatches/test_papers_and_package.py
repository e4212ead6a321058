"""Labels, cover sheets, the delivery book and the SRIKANDI package."""

import hashlib
import io
import json
import zipfile

import pytest
from django.utils import timezone
from pypdf import PdfReader

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound
from eoffice.objects import store
from tests.office.kabupaten import actor
from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from tests.office.visitors import client_of, program_of
from workflow.dispatches.errors import LetterNotInForce
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.dispatches.package import srikandi_package
from workflow.dispatches.papers import print_delivery_book, print_papers
from workflow.letters.operations.drafting import RecipientInput
from workflow.letters.operations.revoking import revoke_letter

pytestmark = pytest.mark.django_db


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def test_label_names_addressee_and_sender(office):
    letter = to_outside(
        office,
        recipients=[
            RecipientInput(
                kind="to", external=RECTOR, address="Jalan Pahlawan 9\nSemarang"
            ),
            RecipientInput(kind="to", external=LAND_OFFICE),
        ],
    )
    ids = list(letter.dispatches.values_list("pk", flat=True))

    pdf = print_papers(actor=actor(office.setda_clerk), kind="label", dispatch_ids=ids)

    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    for part in (RECTOR, "Jalan Pahlawan 9", LAND_OFFICE, letter.number):
        assert part in words(pdf)
    assert AuditEvent.objects.filter(action="dispatch.printed").count() == 2


def test_cover_sheet_of_a_classed_letter_tells_no_subject(office):
    letter = to_outside(office, security_class="rahasia")

    pdf = print_papers(
        actor=actor(office.setda_clerk),
        kind="cover",
        dispatch_ids=[dispatch_of(letter).pk],
    )

    assert letter.number in words(pdf)
    assert "TANDA TERIMA" in words(pdf)
    assert "gerai layanan" not in words(pdf)


@pytest.mark.parametrize(
    "address", ["Jl. <b> & \\ #let x = 1", "\u673a\u5173 \U0001f600", "x" * 280]
)
def test_hostile_address_is_printed_as_text(office, address):
    letter = to_outside(office)
    # As an older letter or a contact may hold it: no rule of the page judged it.
    letter.recipients.update(address=address)

    pdf = print_papers(
        actor=actor(office.setda_clerk),
        kind="label",
        dispatch_ids=[letter.dispatches.get().pk],
    )

    assert pdf.startswith(b"%PDF-")


def test_delivery_book_lists_what_left_on_paper(office):
    clerk = actor(office.setda_clerk)
    letter = to_outside(office, RECTOR, LAND_OFFICE)
    sent_by(office, dispatch_of(letter), "hand")
    sent_by(office, dispatch_of(letter, LAND_OFFICE), "link")
    today = timezone.localdate()
    record_hand_over(
        actor=clerk,
        dispatch_id=dispatch_of(letter).pk,
        hand_over=HandOver(to="Sri, TU", on=today),
    )

    book = words(print_delivery_book(actor=clerk, from_on=today, to_on=today))

    assert "BUKU EKSPEDISI" in book
    assert RECTOR in book
    assert "Sri, TU" in book
    assert LAND_OFFICE not in book


def test_papers_are_for_who_sends(office):
    dispatch = dispatch_of(to_outside(office))

    for person in (office.drafter, office.kominfo_clerk, office.stranger):
        with pytest.raises(NotFound):
            print_papers(actor=actor(person), kind="label", dispatch_ids=[dispatch.pk])
    with pytest.raises(NotFound):
        print_delivery_book(actor=actor(office.drafter), from_on=None, to_on=None)


def test_package_proves_itself_and_is_the_same_each_time(office):
    letter = to_outside(office)
    dispatch = dispatch_of(letter)
    clerk = actor(office.setda_clerk)

    name, content = srikandi_package(actor=clerk, dispatch_id=dispatch.pk)

    assert srikandi_package(actor=clerk, dispatch_id=dispatch.pk) == (name, content)
    files = zipfile.ZipFile(io.BytesIO(content))
    assert set(files.namelist()) == {"naskah.pdf", "metadata.json", "SHA256SUMS"}
    signed = store.get_bytes(letter.signatures.get().stored)
    assert files.read("naskah.pdf") == signed
    sums = dict(
        line.split("  ")[::-1]
        for line in files.read("SHA256SUMS").decode().splitlines()
    )
    for part in ("naskah.pdf", "metadata.json"):
        assert sums[part] == hashlib.sha256(files.read(part)).hexdigest()
    told = json.loads(files.read("metadata.json"))
    assert told["letter"]["number"] == letter.number
    assert told["recipient"]["name"] == RECTOR
    assert told["files"][0]["sha256"] == sums["naskah.pdf"]


def test_acknowledgement_of_srikandi_is_recorded(office):
    letter = to_outside(office)
    dispatch = sent_by(office, dispatch_of(letter), "srikandi")
    assert dispatch.state == "sent"

    record_hand_over(
        actor=actor(office.setda_clerk),
        dispatch_id=dispatch.pk,
        hand_over=HandOver(
            to="SRIKANDI", on=timezone.localdate(), reference="SRK-2026-000123"
        ),
    )

    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.reference) == ("handed_over", "SRK-2026-000123")


def test_package_of_a_classed_letter_is_made_by_who_may_read_it(office):
    dispatch = dispatch_of(to_outside(office, security_class="terbatas"))

    with pytest.raises(NotFound):
        srikandi_package(actor=actor(office.setda_clerk), dispatch_id=dispatch.pk)

    assert srikandi_package(actor=actor(office.drafter), dispatch_id=dispatch.pk)


def test_package_of_a_revoked_letter_is_refused(office):
    letter = to_outside(office)
    revoke_letter(actor=actor(office.sekda), letter_id=letter.pk, reason="Keliru")

    with pytest.raises(LetterNotInForce):
        srikandi_package(
            actor=actor(office.setda_clerk), dispatch_id=dispatch_of(letter).pk
        )


def test_files_come_by_page_and_by_api(office):
    dispatch = dispatch_of(to_outside(office))
    browser, program = client_of(office.setda_clerk), program_of(office.setda_clerk)
    page, api = f"/keluar/kirim/{dispatch.pk}", f"/api/v1/dispatches/{dispatch.pk}"
    today = timezone.localdate().isoformat()

    answers = [
        *(browser.get(f"{page}/{one}") for one in ("label.pdf", "pengantar.pdf")),
        browser.get(f"{page}/srikandi.zip"),
        browser.get(f"/keluar/kirim/label.pdf?dispatch={dispatch.pk}"),
        browser.get(f"/keluar/kirim/ekspedisi.pdf?dari={today}"),
        *(program.get(f"{api}/{one}") for one in ("label.pdf", "cover.pdf")),
        program.get(f"{api}/srikandi.zip"),
        program.get(f"/api/v1/dispatches/delivery-book.pdf?from={today}"),
    ]

    assert {one.status_code for one in answers} == {200}
    kinds = {one.headers["Content-Type"] for one in answers}
    assert kinds == {"application/pdf", "application/zip"}
