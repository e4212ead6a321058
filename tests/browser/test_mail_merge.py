"""One draft, many letters, by mouse: the table, the sample, one decision, one secret.

A faulty table makes nothing; of three letters the verifier takes one out, initials the
others at once, and the signatory signs them. Pages are judged at 1280 and 360 pixels.
"""

import pytest
from playwright.sync_api import Page, expect

from eoffice.jobs.operations import run_job
from tests.browser.test_approval_round import WIDE, judged_both
from tests.browser.test_attachments_by_parts import until
from tests.browser.test_letter_story import SLOW_MS, Hand, come_in
from tests.office.kabupaten import build_office
from tests.office.signers import SECRET, make_signer
from tests.workflow.merging.merge_tables import HEADS, gapped
from workflow.models import Letter, LetterStatus, MergeBatch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEXT = ".eo-actbar a.eo-btn--primary"
FOUND = ".eo-table--cards tbody tr"


def bring(hand: Hand, letter: Letter, *addressees: str) -> None:
    rows = [f"Orang {n},19{n},Ruang {n},{one}," for n, one in enumerate(addressees)]
    content = "\n".join([HEADS, *rows]).encode()
    page = hand.page
    page.goto(f"/naskah-keluar/massal/{letter.pk}/")
    table = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("#table").set_input_files(table)
    hand.press("main form button[type=submit]")
    page.wait_for_url("**/kelompok/*/")


def make_and_submit(hand: Hand) -> MergeBatch:
    page = hand.page
    hand.press("form[action$='/buat/'] button")
    page.wait_for_load_state("load")
    until(page, lambda: MergeBatch.objects.latest("pk").job_id)
    run_job(MergeBatch.objects.latest("pk").job_id)
    page.reload()
    hand.press("form[action$='/ajukan/'] button")
    until(page, lambda: MergeBatch.objects.latest("pk").submit_job_id)
    run_job(MergeBatch.objects.latest("pk").submit_job_id)
    return MergeBatch.objects.latest("pk")


def look_at_the_sample(page: Page, desk: str) -> None:
    page.goto(desk)
    page.locator(".eo-wait a").first.click()
    page.wait_for_url(f"**{desk}*/")
    while page.locator(NEXT).count():
        before = page.url
        page.locator(NEXT).click()
        page.wait_for_url(lambda now, before=before: now != before)


def test_a_batch_is_made_looked_at_and_signed_by_mouse(new_window):
    house = build_office()
    make_signer(house.sekda)
    letter, kadis = gapped(house), house.kadis.position.title
    drafter = come_in(new_window(viewport=WIDE), house.drafter.user.username)
    kabag = come_in(new_window(viewport=WIDE), house.kabag.user.username)
    sekda = come_in(new_window(viewport=WIDE), house.sekda.user.username)

    bring(drafter, letter, kadis, "Kepala Entah")
    expect(drafter.page.locator(FOUND)).to_contain_text(["3"])
    expect(drafter.page.locator("form[action$='/buat/']")).to_have_count(0)
    judged_both(drafter.page)
    bring(drafter, letter, kadis, kadis, kadis)
    batch = make_and_submit(drafter)

    desk, page = f"/naskah-keluar/massal/kelompok/{batch.pk}/periksa/", kabag.page
    look_at_the_sample(page, desk)
    judged_both(page)
    kabag.press("form[action$='/keluarkan/'] button")
    page.wait_for_url(f"**{desk}")
    judged_both(page)
    kabag.press("form[action$='/putuskan/'] button[value=approve]")
    until(page, batch.decisions.exists)
    run_job(batch.decisions.get().job_id)

    page = sekda.page
    look_at_the_sample(page, desk)
    page.goto(desk)
    sekda.press("a[href$='/tandatangani/']")
    page.locator("#secret-field").wait_for()
    judged_both(page)
    page.fill("#secret-field", SECRET)
    page.keyboard.press("Enter")
    signed = Letter.objects.filter(status=LetterStatus.SIGNED)
    until(page, lambda: signed.count() == 2)
    expect(page.locator("h1")).to_contain_text("2 ditandatangani", timeout=SLOW_MS)
    out = Letter.objects.filter(status=LetterStatus.IN_VERIFICATION)
    assert out.count() == 1
