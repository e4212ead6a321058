"""Loans: asked for, lent by who answers for it, overdue, back, and hindering."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.disposal.dropping import unfit_among
from archive.disposal.due import due_records
from archive.loans.access import loans_visible_to
from archive.loans.asking import LoanWish, ask_for_loan
from archive.loans.errors import NothingToLend, OnLoan, WrongLoanState
from archive.loans.hindering import lent_among, paper_out
from archive.loans.lending import (
    approve_loan,
    extend_loan,
    refuse_loan,
    return_loan,
)
from archive.loans.reminding import remind_loans
from archive.models import DropReason, Loan, LoanKind, LoanState, Record
from archive.record_files.filing import file_record
from archive.records.access import reads, records_readable_by
from archive.registering.registering import register_record
from eoffice.errors import Invalid, NotFound, StateForbids
from eoffice.notifications.models import Notification
from eoffice.organisation.models import Unit
from eoffice.outbox.relay import drain
from tests.archive.registering.test_registering import row_of
from tests.eoffice.objects.files import pdf
from tests.office.disposal import confirm_schedule, make_committee, make_due, proposed
from tests.office.incoming import bring
from tests.office.kabupaten import actor
from tests.office.records import make_file
from workflow.security_class import SecurityClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(office):
    return actor(office.setda_archivist)


@pytest.fixture
def paper(office, keeper) -> Record:
    return register_record(actor=keeper, row=row_of(office))


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def asked(person, *, kind=LoanKind.PAPER, **item) -> Loan:
    wanted = LoanWish(kind=kind, due_on=in_days(7), purpose="Bahan laporan", **item)
    return ask_for_loan(actor=actor(person), wanted=wanted)


def test_paper_is_in_one_hand_and_comes_back(office, keeper, paper):
    berkas = make_file(office.setda_archivist, office.setda)
    file_record(actor=keeper, record_id=paper.pk, record_file_id=berkas.pk)
    first = asked(office.sekda, record_file_id=berkas.pk)
    second = asked(office.sekda, record_id=paper.pk)
    with pytest.raises(NotFound):  # nobody lends to themselves
        approve_loan(actor=actor(office.sekda), loan_id=first.pk)

    approve_loan(actor=keeper, loan_id=first.pk, condition="baik, lengkap")

    assert paper_out([berkas.pk])[berkas.pk] == first
    assert lent_among([paper.pk]) == {paper.pk}
    with pytest.raises(OnLoan):
        approve_loan(actor=keeper, loan_id=second.pk)
    with pytest.raises(NotFound):  # the paper is handed to the keeper
        return_loan(actor=actor(office.sekda), loan_id=first.pk)
    return_loan(actor=keeper, loan_id=first.pk, condition="baik")
    approve_loan(actor=keeper, loan_id=second.pk)
    assert paper_out([berkas.pk])[berkas.pk] == second
    first.refresh_from_db()
    assert (first.state, first.condition_back) == (LoanState.RETURNED, "baik")
    with pytest.raises(WrongLoanState):
        return_loan(actor=keeper, loan_id=first.pk)
    assert not loans_visible_to(actor(office.staff)).exists()
    assert loans_visible_to(actor(office.auditor)).count() == 2


def test_a_loan_of_content_reads_until_it_is_given_back(office, keeper):
    upload = bring(office.setda_archivist, pdf(), "notula.pdf")
    row = row_of(office, security_class=SecurityClass.RAHASIA, uploads=[upload.pk])
    record = register_record(actor=keeper, row=row)
    drain()
    clerk = office.setda_clerk
    loan = asked(clerk, kind=LoanKind.ELECTRONIC, record_id=record.pk)
    # Classed: its keeper lends nothing that the head answers for.
    with pytest.raises(NotFound):
        approve_loan(actor=keeper, loan_id=loan.pk)

    approve_loan(actor=actor(office.sekda), loan_id=loan.pk)

    record.refresh_from_db()
    assert records_readable_by(actor(clerk)).filter(pk=record.pk).exists()
    before = Loan.objects.get(pk=loan.pk).grant_id
    extend_loan(actor=actor(office.sekda), loan_id=loan.pk, due_on=in_days(14))
    with pytest.raises(Invalid):
        extend_loan(actor=actor(office.sekda), loan_id=loan.pk, due_on=in_days(14))
    assert Loan.objects.get(pk=loan.pk).grant_id != before
    return_loan(actor=actor(clerk), loan_id=loan.pk)
    record.refresh_from_db()
    assert not reads(actor(clerk), record)
    assert not records_readable_by(actor(clerk)).filter(pk=record.pk).exists()


def test_only_what_is_there_is_lent_and_a_refusal_says_why(office, keeper, paper):
    with pytest.raises(NothingToLend):
        asked(office.sekda, kind=LoanKind.ELECTRONIC, record_id=paper.pk)
    berkas = make_file(office.setda_archivist, office.setda)
    with pytest.raises(NothingToLend):
        asked(office.sekda, record_file_id=berkas.pk)
    with pytest.raises(NotFound):
        asked(office.staff, record_id=paper.pk)
    loan = asked(office.sekda, record_id=paper.pk)
    with pytest.raises(Invalid):
        refuse_loan(actor=keeper, loan_id=loan.pk, note=" ")

    refuse_loan(actor=keeper, loan_id=loan.pk, note="Sedang dialihmediakan")
    drain()

    with pytest.raises(StateForbids):
        approve_loan(actor=keeper, loan_id=loan.pk)
    bell = Notification.objects.get(kind="loan.decided")
    assert bell.official == office.sekda.official
    assert paper.subject not in bell.text


def test_the_late_are_reminded_once_and_reading_ends_by_itself(office, keeper, paper):
    loan = asked(office.sekda, record_id=paper.pk)
    approve_loan(actor=keeper, loan_id=loan.pk)
    drain()
    Notification.objects.all().delete()
    remind_loans()
    assert not Notification.objects.exists()

    Loan.objects.update(due_on=in_days(-1))
    for _again in "12":
        remind_loans()
        drain()

    told = Notification.objects.values_list("official", flat=True)
    people = (office.sekda, office.setda_archivist)
    assert sorted(told) == sorted(one.official.pk for one in people)
    Loan.objects.update(kind=LoanKind.ELECTRONIC)
    remind_loans()
    loan.refresh_from_db()
    assert loan.state == LoanState.RETURNED


def test_what_is_on_loan_is_not_destroyed(office, keeper, paper):
    confirm_schedule()
    make_committee(office)
    make_due(office, paper)
    found = proposed(office)
    item = found.items.get()
    assert unfit_among([item]) == {}

    approve_loan(actor=keeper, loan_id=asked(office.sekda, record_id=paper.pk).pk)

    assert unfit_among([item]) == {item.pk: DropReason.ON_LOAN}
    assert not due_records(Unit.objects.all(), before=in_days(0)).exists()


def test_pages_and_programs_do_the_same(client, office, keeper, paper):
    client.force_login(office.sekda.user)
    new = f"/arsip/pinjaman/baru/?arsip={paper.pk}"
    assert client.get(new).status_code == 200
    wish = {"kind": "paper", "due_on": in_days(7).isoformat(), "purpose": "Rapat"}
    made = client.post(new, wish)
    assert made.status_code == 302, made.context["form"].errors
    page = made["Location"]
    loan = Loan.objects.get()
    given = {**wish, "record": str(paper.pk)}
    kind = "application/json"
    program = client.post("/api/v1/loans", given, content_type=kind)
    assert (program.status_code, program.json()["allowed_acts"]) == (201, [])

    client.force_login(office.setda_archivist.user)
    assert "Bahan" not in client.get("/arsip/pinjaman/?keadaan=asked").text
    pressed = {"act": "approve", "due_on": in_days(5).isoformat(), "version": 1}
    assert client.post(page, pressed).status_code == 302
    assert client.post(page, {"act": "approve"}).status_code == 302  # told, not done
    path = f"/api/v1/loans/{loan.pk}"
    assert client.get(path).json()["allowed_acts"] == ["return", "extend"]
    later = {"due_on": in_days(9).isoformat()}
    assert client.post(f"{path}/extend", later, content_type=kind).status_code == 200
    again = client.post(f"{path}/approve", {}, content_type=kind)
    assert again.status_code == 409
    back = client.post(f"{path}/return", {"condition": "baik"}, content_type=kind)
    assert back.json()["state"] == "returned"
    assert len(client.get("/api/v1/loans?state=asked").json()["items"]) == 1
    other = f"/api/v1/loans/{program.json()['id']}/refuse"
    refused = client.post(other, {"note": "Cukup"}, content_type=kind)
    assert refused.json()["state"] == "refused"
    assert client.get("/arsip/pinjaman/").status_code == 200
