"""J11 and J7 in a browser: a Plh. without an administrator, and where the letter is.

The kabag asks for a Plh. himself, the sekda agrees, the Plh. initials in both names;
the drafter's open page tells it without being loaded again, and the receiver's page
tells the sending in the same words.
"""

import pytest
from playwright.sync_api import Page, expect

from eoffice.organisation.models import ActingAssignment
from tests.browser import test_office_day as day
from tests.browser.test_letter_story import SLOW_MS, Hand, come_in, sign
from tests.browser.test_office_day import judged, the_outbox_runs
from tests.harness.browser import DESKTOP, PHONE
from tests.office.outgoing import submitted
from workflow.models import Decision, Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
house = day.house  # the small kabupaten, with an index of its own; the sekda can sign

LIVE = '[data-controller="eo-live"]'
# The page asks every twenty seconds; nobody waits for that here.
ASK_NOW = """async () => {
  const part = document.querySelector('[data-controller="eo-live"]');
  await window.wagtail.app.getControllerForElementAndIdentifier(part, 'eo-live').ask();
}"""


def ask_for_a_deputy(hand: Hand, deputy: str) -> None:
    """The holder asks, from today on, by the decree."""
    page = hand.page
    page.goto("/akun/plh/")
    judged(page)
    page.select_option("[name=deputy]", label=deputy)
    page.fill("[name=to_on]", "lusa")
    page.fill("[name=decree_number]", "800.1.11.1/7/2026")
    page.fill("[name=decree_on]", "hari ini")
    page.fill("[name=reason]", "Cuti tahunan")
    hand.press("main form button[type=submit]")
    page.locator(".messages .success").wait_for()
    judged(page)


def agree(hand: Hand) -> None:
    """The superior agrees on the page that the notice leads to."""
    hand.page.goto("/akun/plh/")
    judged(hand.page)
    hand.press("form[action$='/setuju/'] button")
    hand.page.locator(".messages .success").wait_for()


def initial_as_plh(hand: Hand) -> None:
    """The letter lies on the desk of the one who stands in."""
    page = hand.page
    page.goto("/")
    judged(page)
    hand.press(".eo-row__acts a")
    page.locator(".eo-route").wait_for()
    hand.press(".eo-actbar .eo-btn--primary")
    page.locator(".eo-toast").wait_for()
    judged(page)


def told(page: Page) -> str:
    """What the open page tells of the journey after it asked again."""
    page.evaluate("document.activeElement?.blur()")
    page.evaluate(ASK_NOW)
    return page.locator(LIVE).inner_text()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_deputy_initials_and_every_page_tells_the_same(house, new_window, viewport):
    def window(person) -> Hand:
        return come_in(new_window(viewport=viewport), person.user.username)

    letter = submitted(house)
    drafter = window(house.drafter)
    drafter.page.goto(f"/naskah-keluar/{letter.pk}/")
    before = drafter.page.locator(LIVE).inner_text()
    holder, superior = window(house.kabag), window(house.sekda)
    ask_for_a_deputy(holder, house.setda_archivist.official.full_name)
    agree(superior)
    initial_as_plh(window(house.setda_archivist))

    given = Decision.objects.get()
    after = told(drafter.page)
    assert (given.official, given.position) == (
        house.setda_archivist.official,
        house.kabag.position,
    )
    assert house.setda_archivist.official.name not in before
    assert house.setda_archivist.official.name in after
    assert "Plh" in after
    assert ActingAssignment.objects.get().to_on is not None
    assert (holder.acts, superior.acts) == (1, 1)

    superior.page.goto("/")
    sign(superior)
    the_outbox_runs()
    letter = Letter.objects.get()
    receiver = window(house.kadis)
    receiver.page.goto("/")
    receiver.page.locator(f".eo-row:has-text('{letter.subject}') a").first.click()
    expect(receiver.page.locator(LIVE)).to_be_visible(timeout=SLOW_MS)
    judged(receiver.page)
    theirs = receiver.page.locator(f"{LIVE} li b").all_inner_texts()
    sent = told(drafter.page)
    assert len(theirs) >= 2
    assert all(line in sent for line in theirs)
    assert house.setda_archivist.official.name not in receiver.page.inner_text("main")
