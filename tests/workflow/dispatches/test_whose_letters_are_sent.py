"""Who sends out: the clerk of the register that numbered, or the next above."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from eoffice.errors import NotFound
from eoffice.organisation.actor import mandates_of
from eoffice.organisation.models import PositionKind, TermOfOffice, Unit
from eoffice.organisation.queries.clerks import registers_without_clerk
from eoffice.outbox.models import OutboxDelivery
from search.finding.access import visible_to
from tests.office.kabupaten import actor, make_acting, make_person
from tests.office.sending import RECTOR, dispatch_of, to_outside
from tests.office.visitors import client_of, program_of
from workflow.dispatches import access
from workflow.dispatches.errors import NotThisWay
from workflow.dispatches.operations.sending import SendingInput, send_dispatch
from workflow.dispatches.queries.lists import waiting_for
from workflow.dispatches.queries.whose import senders_of
from workflow.letters.access import letters_visible_to
from workflow.models import Dispatch, RegisterRule

pytestmark = pytest.mark.django_db


def numbered_in(office, unit: Unit, **changes) -> Dispatch:
    """Return the sending of a letter of the sekda that the unit's register numbered."""
    RegisterRule.objects.filter(code="leaders").update(owner_unit=unit)
    return dispatch_of(to_outside(office, RECTOR, **changes))


def send(person, dispatch: Dispatch, way: str = "hand") -> None:
    how = SendingInput(way=way)
    send_dispatch(actor=actor(person), dispatch_id=dispatch.pk, how=how)


def leaves(person) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    TermOfOffice.objects.filter(official=person.official).update(to_on=yesterday)


def test_the_clerk_of_the_numbering_register_has_the_letter_and_sends_it(office):
    dispatch = numbered_in(office, office.kominfo)
    clerk, letter = office.kominfo_clerk, dispatch.letter
    program = program_of(clerk)

    assert waiting_for(actor(clerk)).get() == dispatch
    assert visible_to(actor(clerk), "letter").get() == letter
    assert client_of(clerk).get(f"/naskah-keluar/{letter.pk}/").status_code == 200
    assert program.get(f"/api/v1/letters/{letter.pk}").status_code == 200
    [told] = program.get("/api/v1/dispatches").json()["items"]
    assert told["sender"]["unit"] == str(office.kominfo.pk)
    assert "send" in told["allowed_acts"]
    # Nobody else of that agency is given it by the number.
    assert not letters_visible_to(actor(office.staff)).exists()

    send(clerk, dispatch)

    dispatch.refresh_from_db()
    assert dispatch.state == "sent"


def test_of_a_secret_letter_that_clerk_has_the_entry_and_never_the_content(office):
    secret = "Pemeriksaan pegawai"
    dispatch = numbered_in(
        office, office.kominfo, security_class="rahasia", subject=secret
    )
    clerk, letter = office.kominfo_clerk, dispatch.letter
    browser, program = client_of(clerk), program_of(clerk)

    page = browser.get("/keluar/kirim/").content.decode()
    one = browser.get(f"/keluar/kirim/{dispatch.pk}/").content.decode()
    [told] = program.get("/api/v1/dispatches").json()["items"]

    assert RECTOR in page
    assert secret not in page + one + str(told)
    assert told["letter"]["subject"] == "Surat Dinas (Rahasia)"
    assert browser.get(f"/naskah-keluar/{letter.pk}/").status_code == 404
    assert program.get(f"/api/v1/letters/{letter.pk}").status_code == 404
    assert not visible_to(actor(clerk), "letter").exists()
    with pytest.raises((NotFound, NotThisWay)):
        send(clerk, dispatch, "link")
    send(clerk, dispatch)
    dispatch.refresh_from_db()
    assert dispatch.state == "sent"


def test_a_register_without_a_clerk_is_served_by_the_next_above(office):
    unit = Unit.objects.filter(pk=office.bidang.pk)
    unit.update(keeps_register=True)

    served = registers_without_clerk()
    assert served[office.bidang.pk] == office.kominfo.pk
    # Nobody above the agencies keeps books: the secretariat does it for the head.
    assert served[office.dinkes.pk] == served[office.government.pk] == office.setda.pk
    assert not {office.setda.pk, office.kominfo.pk} & set(served)

    leaves(office.kominfo_clerk)
    assert registers_without_clerk()[office.bidang.pk] == office.setda.pk
    leaves(office.setda_clerk)
    assert registers_without_clerk()[office.bidang.pk] is None


def test_whom_a_clerk_serves_is_asked_of_each_day(office):
    serving, today = office.setda_clerk, timezone.localdate()
    term = TermOfOffice.objects.filter(official=office.kominfo_clerk.official)
    term.update(to_on=today)
    days = (today, today + timedelta(days=1))

    found = [mandates_of(serving.official, day)[0].serves for day in (*days, today)]

    assert [office.kominfo.pk in serves for serves in found] == [False, True, False]
    assert all(office.dinkes.pk in serves for serves in found)


def test_the_serving_clerk_sends_until_the_register_has_one_again(office):
    dispatch = numbered_in(office, office.dinkes)
    elsewhere = {"register": office.kominfo, "drafting_register": office.kominfo}
    Dispatch.objects.update(**elsewhere)
    serving = office.setda_clerk

    assert waiting_for(actor(serving)).get() == dispatch
    assert f"sends:{office.dinkes.pk}" in dispatch.letter.access_tokens
    words = senders_of([dispatch])[dispatch.pk].words
    assert "Sekretariat Daerah" in words
    assert "Dinas Kesehatan" in words
    page = client_of(office.drafter).get("/keluar/kirim/?kotak=semua")
    assert words in page.content.decode()

    own = make_person(
        "tu.dinkes", "Rudi", "Pengadministrasi Dinkes", office.dinkes,
        duties=("record_clerk",), kind=PositionKind.STAFF,
    )  # fmt: skip

    assert not access.dispatches_of_clerk(actor(serving)).exists()
    with pytest.raises(NotFound):
        send(serving, dispatch)
    send(own, dispatch)


def test_a_clerk_somebody_stands_in_for_sees_and_does_not_send(office):
    dispatch = numbered_in(office, office.kominfo)
    today = timezone.localdate()
    seat = office.kominfo_clerk.position
    make_acting(office.staff, seat, "acting_absent", today, today)

    assert access.dispatches_visible_to(actor(office.kominfo_clerk)).exists()
    with pytest.raises(NotFound):
        send(office.kominfo_clerk, dispatch)
    send(office.staff, dispatch)


def test_letters_of_before_are_given_their_tokens_after_the_upgrade(office):
    dispatch = numbered_in(office, office.kominfo)
    upgrade = import_module("workflow.migrations.0034_fill_numbering_register")
    OutboxDelivery.objects.all().delete()

    upgrade.ask(apps, None)

    waiting = OutboxDelivery.objects.select_related("event").get()
    assert waiting.handler == "workflow.follow_branch"
    assert str(office.government.pk) in waiting.event.payload["units"]
    assert dispatch.numbering_register == office.kominfo
