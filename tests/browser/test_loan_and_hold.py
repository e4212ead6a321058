"""A loan and a hold in a real browser, at 1280 and at 360.

Paper is asked for by who needs it, lent and taken back by who keeps it; then a case
needs it, and the archivist holds it from its own page until the case is over.
"""

from datetime import date

import pytest

from archive.models import LegalHold, Loan, LoanState, Record
from archive.registering.inputs import RecordInput
from archive.registering.registering import register_record
from tests.browser.test_letter_story import Hand, come_in
from tests.browser.test_office_day import judged
from tests.harness.browser import PHONE
from tests.office.kabupaten import actor, build_office
from tests.office.records import CODE, make_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1280, "height": 800}
SUBJECT = "Berita acara serah terima tanah kantor"


def paper_of(office) -> Record:
    """Enter an old paper, filed where both archivist and clerk see it."""
    keeper = office.setda_archivist
    row = RecordInput(
        unit_id=office.setda.pk,
        record_date=date(2019, 7, 2),
        description=SUBJECT,
        document_type="berita_acara",
        party="Kantor Pertanahan",
        number="590/12/2019",
        classification_code=CODE,
        record_file_id=make_file(keeper, office.setda, "Tanah kantor 2019").pk,
    )
    return register_record(actor=actor(keeper), row=row)


def done(page) -> None:
    """The act is told, and the page that tells it is open to everybody."""
    page.locator(".messages .success").wait_for()
    judged(page)


def ask(hand: Hand, record: Record) -> None:
    """From the record's page: paper, a week, and what for."""
    page = hand.page
    page.goto(f"/arsip/{record.pk}/")
    hand.press("a[href*='/pinjaman/baru/']")
    page.locator("select[name=kind]").select_option("paper")
    page.locator("[name=purpose]").fill("Bahan sertifikasi tanah")
    judged(page)
    hand.press("main form.eo-panel .eo-btn--primary")
    done(page)


def lend_and_take_back(hand: Hand) -> None:
    """From the book of loans: lend it, see it out, and take it back."""
    page = hand.page
    page.goto("/arsip/pinjaman/")
    judged(page)
    hand.press("main table a")
    page.locator("[name=condition]").first.fill("baik, lengkap 4 lembar")
    hand.press("button[value=approve]")
    done(page)
    page.goto(f"/arsip/berkas/{Record.objects.get().record_file_id}/")
    judged(page)
    page.goto("/arsip/pinjaman/")
    hand.press("main table a")
    page.locator("[name=condition]").first.fill("baik, lengkap")
    hand.press("button[value=return]")
    done(page)


def hold(hand: Hand, record: Record) -> None:
    """From the record's page: the case, who asks, and on what ground."""
    page = hand.page
    page.goto(f"/arsip/{record.pk}/")
    hand.press("a[href*='/penahanan/baru/']")
    page.locator("[name=case_name]").fill("Perkara 14/G/2026/PTUN.SMG")
    page.locator("[name=requester]").fill("Bagian Hukum")
    page.locator("[name=basis]").fill("Nota dinas 180/4/2026")
    judged(page)
    hand.acts += 1
    page.keyboard.press("Control+Enter")
    done(page)
    page.goto(f"/arsip/{record.pk}/")
    page.get_by_text("ditahan").first.wait_for()
    judged(page)


def let_go(hand: Hand) -> None:
    """From the list of holds: the case is over."""
    page = hand.page
    page.goto("/arsip/penahanan/")
    judged(page)
    hand.press("main table a")
    page.locator("[name=reason]").fill("Putusan berkekuatan hukum tetap")
    judged(page)
    hand.press("main form.eo-panel button[type=submit]")
    done(page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_paper_is_lent_and_comes_back_and_is_held_for_a_case(new_window, viewport):
    office = build_office()
    record = paper_of(office)
    asker = come_in(new_window(viewport=viewport), office.setda_clerk.user.username)
    keeper = come_in(
        new_window(viewport=viewport), office.setda_archivist.user.username
    )

    ask(asker, record)
    lend_and_take_back(keeper)
    hold(keeper, record)
    assert LegalHold.objects.get().lifted_at is None
    let_go(keeper)

    assert Loan.objects.get().state == LoanState.RETURNED
    assert LegalHold.objects.get().lifted_at is not None
    assert (asker.acts, keeper.acts) == (2, 8)
