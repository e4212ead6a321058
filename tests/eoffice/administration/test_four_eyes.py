"""Nobody alone gives rights or a log-in, whichever door it is tried at."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from eoffice.accounts.models import User
from eoffice.administration.accounts import (
    OperatorOnly,
    create_account,
    half_password,
    reset_password,
)
from eoffice.administration.agreeing import (
    AlreadyAsked,
    AlreadyDecided,
    AskerLeft,
    ask,
    confirm_agreement,
    do_or_ask,
    refuse_agreement,
)
from eoffice.administration.four_eyes import NeedsSecondAdministrator
from eoffice.administration.terms import TermOverlaps
from eoffice.errors import NotFound, Stale
from eoffice.notifications.models import Notification
from eoffice.organisation.models import (
    ActingAssignment,
    Agreement,
    AgreementState,
    Official,
    Position,
    TermOfOffice,
)
from eoffice.outbox.relay import drain
from tests.eoffice.accounts.test_pages import log_in, stepped_up
from tests.office.kabupaten import actor, make_person
from tests.office.organisation import make_position

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
ME = "/api/v1/me"


@pytest.fixture
def second(office):
    """Another administrator."""
    return make_person(
        "admin2", "Sari Utami", "Administrator Kedua", office.kominfo, duties=("admin",)
    )


def new_duties(person, *duties: str) -> dict:
    return {
        "position_id": person.position.pk,
        "values": {"duties": list(duties)},
        "expected_version": None,
    }


def ask_for_duty(office, *, by=None, person=None) -> Agreement:
    asked = new_duties(person or office.staff, "admin")
    return ask("change_position", actor=actor(by or office.admin), **asked)


def duties_of(person) -> list[str]:
    return Position.objects.get(pk=person.position.pk).duties


def test_two_make_a_third(office, second):
    agreement = ask_for_duty(office)
    asked = duties_of(office.staff)

    confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    assert "admin" not in asked
    assert duties_of(office.staff) == ["admin"]


def test_who_asks_cannot_agree(office, second):
    agreement = ask_for_duty(office)

    with pytest.raises(NeedsSecondAdministrator):
        confirm_agreement(actor=actor(office.admin), agreement_id=agreement.pk)

    assert "admin" not in duties_of(office.staff)
    assert Agreement.objects.get().state == AgreementState.PENDING


def test_who_asked_and_left_counts_no_more_as_one_of_two(office, second):
    agreement = ask_for_duty(office)
    TermOfOffice.objects.filter(official=office.admin.official).update(
        to_on=TODAY() - timedelta(days=1)
    )

    with pytest.raises(AskerLeft):
        confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    assert "admin" not in duties_of(office.staff)


def test_the_database_itself_wants_two(office):
    user = office.admin.user
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(
            act="change_position",
            position=office.staff.position,
            state=AgreementState.CONFIRMED,
            requested_by=user,
            decided_by=user,
        )

    assert not Agreement.objects.exists()


def test_an_agreement_is_decided_once(office, second):
    agreement = ask_for_duty(office)
    refuse_agreement(actor=actor(second), agreement_id=agreement.pk)

    with pytest.raises(AlreadyDecided):
        confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    assert "admin" not in duties_of(office.staff)


def test_the_same_is_asked_for_once(office):
    ask_for_duty(office)

    with pytest.raises(AlreadyAsked):
        ask_for_duty(office)

    assert Agreement.objects.count() == 1


def test_an_agreement_covers_the_very_deed_and_no_other(office, second):
    agreement = ask_for_duty(office)
    agreement.state = AgreementState.CONFIRMED
    agreement.decided_by = second.user
    from eoffice.administration.positions import change_position

    with pytest.raises(NeedsSecondAdministrator):
        change_position(
            actor=actor(second),
            agreement=agreement,
            **new_duties(office.staff, "admin", "auditor"),
        )

    assert "auditor" not in duties_of(office.staff)


def test_faults_are_told_to_who_asks_and_nothing_waits(office):
    values = appointment_to(office.sekda.position, office.staff.official)

    with pytest.raises(TermOverlaps):
        do_or_ask("appoint_official", actor=actor(office.admin), values=values)

    assert not Agreement.objects.exists()


def appointment_to(position, official) -> dict:
    return {
        "official": official,
        "position": position,
        "from_on": TODAY(),
        "to_on": None,
        "is_main": False,
    }


def test_who_sat_down_after_the_request_does_not_get_the_rights(office, second):
    seat = make_position(office.kominfo)
    agreement = ask(
        "change_position",
        actor=actor(office.admin),
        position_id=seat.pk,
        values={"duties": ["leader"]},
        expected_version=None,
    )
    later = appointment_to(seat, office.staff.official)
    TermOfOffice.objects.create(**{**later, "from_on": TODAY() + timedelta(days=30)})

    with pytest.raises(Stale):
        confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    seat.refresh_from_db()
    assert seat.duties == []
    assert Agreement.objects.get().state == AgreementState.PENDING


def test_who_leaves_meanwhile_hinders_nothing(office, second):
    agreement = ask_for_duty(office)
    TermOfOffice.objects.filter(official=office.staff.official).update(
        to_on=TODAY() - timedelta(days=1)
    )

    confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    assert duties_of(office.staff) == ["admin"]


def test_a_seat_that_changed_after_the_request_is_given_to_nobody(office, second):
    seat = make_position(office.kominfo)
    values = appointment_to(seat, office.staff.official)
    agreement = ask("appoint_official", actor=actor(office.admin), values=values)
    roles = ask(
        "change_position",
        actor=actor(office.admin),
        position_id=seat.pk,
        values={"duties": ["auditor"]},
        expected_version=None,
    )
    confirm_agreement(actor=actor(second), agreement_id=roles.pk)

    with pytest.raises(Stale):
        confirm_agreement(actor=actor(second), agreement_id=agreement.pk)

    assert not TermOfOffice.objects.filter(position=seat).exists()


def test_no_administrator_sets_a_colleagues_password(office, second):
    third = make_person(
        "admin3", "Tono", "Administrator Ketiga", office.kominfo, duties=("admin",)
    )
    before = second.user.password

    with pytest.raises(OperatorOnly):
        ask(
            "reset_password",
            actor=actor(third),
            user_id=second.user.pk,
            first_half=half_password(),
        )

    assert User.objects.get(pk=second.user.pk).password == before


def test_the_operator_sets_an_administrators_password(office, capsys):
    call_command("reset_password", "admin")
    secret = capsys.readouterr().out.strip()

    assert log_in("admin", secret).get("/").headers["Location"] == "/masuk/sandi/"


def test_the_others_are_told_and_see_it_on_their_page(office, second):
    ask_for_duty(office)
    drain()

    told = Notification.objects.get(kind="agreement.asked")
    page = log_in("admin2").get(told.path).content.decode()

    assert told.official_id == second.official.pk
    assert office.staff.position.title in page
    assert "Administrator" in page


def test_what_was_decided_asks_nobody_any_more(office, second):
    agreement = ask_for_duty(office)
    drain()

    refuse_agreement(actor=actor(second), agreement_id=agreement.pk)
    drain()

    assert Notification.objects.get(kind="agreement.asked").read_at


# From the pages


def test_the_pages_ask_and_agree(office, second):
    seat = f"/pengaturan/akun/peran/{office.staff.position.pk}/"
    first_browser, second_browser = stepped_up(office.admin), stepped_up(second)

    first_browser.post(seat, {"duties": ["drafter", "admin"], "version": "1"})
    agreement = Agreement.objects.get()
    agree = f"/pengaturan/akun/persetujuan/{agreement.pk}/setuju/"
    first_browser.post(agree)
    alone = duties_of(office.staff)
    second_browser.post(agree)

    assert "admin" not in alone
    assert duties_of(office.staff) == ["admin", "drafter"]


def test_other_roles_take_two_as_well_and_end_the_holders_sessions(office, second):
    holder = log_in("staf")
    seat = f"/pengaturan/akun/peran/{office.staff.position.pk}/"

    stepped_up(office.admin).post(seat, {"duties": ["archivist"], "version": "1"})
    before = holder.get(ME).status_code
    confirm_agreement(actor=actor(second), agreement_id=Agreement.objects.get().pk)

    assert (before, holder.get(ME).status_code) == (200, 401)
    assert log_in("staf").get(ME).json()["roles"] == ["archivist", "receiver"]


def test_an_administrator_does_not_sit_down_as_bupati_alone(office, second):
    page = f"/pengaturan/organisasi/jabatan/{office.sekda.position.pk}/angkat/"
    stepped_up(office.admin).post(
        page,
        {
            "official": str(office.admin.official.pk),
            "kind": "acting_absent",
            "from_on": f"{TODAY():%Y-%m-%d}",
            "to_on": f"{TODAY():%Y-%m-%d}",
            "decree_number": "800/1",
        },
    )

    assert not ActingAssignment.objects.exists()
    assert Agreement.objects.get().act == "assign_acting_holder"


def test_neither_of_two_knows_the_password_they_hand_out(office, second):
    reset = f"/pengaturan/akun/{office.staff.user.pk}/sandi/"
    asked = stepped_up(office.admin).post(reset)
    first = asked.context["half"]
    agreement = Agreement.objects.get()
    agree = f"/pengaturan/akun/persetujuan/{agreement.pk}/setuju/"
    second_half = stepped_up(second).post(agree).context["made"].password

    alone = [log_in("staf", half).get(ME).status_code for half in (first, second_half)]
    both = log_in("staf", f"{first}-{second_half}")

    assert alone == [401, 401]
    assert both.get("/").headers["Location"] == "/masuk/sandi/"
    agreement.refresh_from_db()
    assert agreement.arguments == ""


def test_a_password_stays_until_the_second_agrees(office):
    browser = stepped_up(office.admin)

    browser.post(f"/pengaturan/akun/{office.staff.user.pk}/sandi/")

    assert log_in("staf").get(ME).status_code == 200


def test_no_administrator_closes_a_colleague_alone(office, second):
    stepped_up(office.admin).post(f"/pengaturan/akun/{second.user.pk}/tutup/")

    assert User.objects.get(pk=second.user.pk).is_active
    assert Agreement.objects.get().act == "disable_account"


def test_no_one_administrator_makes_an_account_by_the_operation(office):
    person = Official.objects.create(name="Calon", nip="199001012020011009")

    for operation, arguments in (
        (create_account, {"official_id": person.pk, "username": "calon"}),
        (reset_password, {"user_id": office.staff.user.pk}),
    ):
        with pytest.raises(NeedsSecondAdministrator):
            operation(actor=actor(office.admin), **arguments)

    assert not User.objects.filter(username="calon").exists()


@pytest.mark.parametrize("lost", ["role", "account"])
def test_who_lost_the_role_while_waiting_agrees_to_nothing(office, second, lost):
    """Rights were asked at the door; another act held the organisation meanwhile."""
    agreement = ask_for_duty(office)
    at_the_door = actor(second)
    if lost == "role":
        Position.objects.filter(pk=second.position.pk).update(duties=[])
    else:
        User.objects.filter(pk=second.user.pk).update(is_active=False)

    with pytest.raises(NotFound):
        confirm_agreement(actor=at_the_door, agreement_id=agreement.pk)

    assert "admin" not in duties_of(office.staff)
