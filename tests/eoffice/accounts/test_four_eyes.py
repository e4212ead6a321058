"""The administrator's role is given by two, whichever way it goes."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from eoffice.accounts.models import User
from eoffice.accounts.operations.accounts import (
    OperatorOnly,
    create_account,
    reset_password,
)
from eoffice.errors import Invalid, Stale
from eoffice.notifications.models import Notification
from eoffice.organisation.four_eyes import NeedsSecondAdministrator
from eoffice.organisation.models import (
    ActingAssignment,
    AdministratorGrant,
    GrantAct,
    GrantState,
    Official,
    Position,
    TermOfOffice,
)
from eoffice.organisation.operations import positions, terms
from eoffice.organisation.operations.granting import (
    AlreadyAsked,
    AlreadyDecided,
    Wish,
    confirm_grant,
    refuse_grant,
    request_grant,
)
from eoffice.organisation.operations.importing import import_organisation
from eoffice.outbox.relay import drain
from tests.eoffice.accounts.test_pages import log_in, stepped_up
from tests.eoffice.organisation.people import make_position, token_client
from tests.factories import actor, build_office, make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def second(office):
    """Another administrator."""
    return make_person(
        "admin2", "Sari Utami", "Administrator Kedua", office.kominfo, duties=("admin",)
    )


def duty_wish(person) -> Wish:
    return Wish(act=GrantAct.DUTY, position=person.position, values={})


def is_administrator(person) -> bool:
    return "admin" in Position.objects.get(pk=person.position.pk).duties


def test_one_administrator_alone_makes_no_other(office):
    with pytest.raises(NeedsSecondAdministrator):
        positions.change_position(
            actor=actor(office.admin),
            position_id=office.staff.position.pk,
            values={"duties": ["admin"]},
            expected_version=None,
        )

    assert not is_administrator(office.staff)


def test_two_make_a_third(office, second):
    grant = request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))
    asked = is_administrator(office.staff)

    confirm_grant(actor=actor(second), grant_id=grant.pk)

    assert not asked
    assert is_administrator(office.staff)


def test_who_asks_cannot_agree(office, second):
    grant = request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))

    with pytest.raises(NeedsSecondAdministrator):
        confirm_grant(actor=actor(office.admin), grant_id=grant.pk)

    assert not is_administrator(office.staff)
    assert AdministratorGrant.objects.get().state == GrantState.PENDING


def test_the_database_itself_wants_two(office):
    user = office.admin.user
    with pytest.raises(IntegrityError), transaction.atomic():
        AdministratorGrant.objects.create(
            act=GrantAct.DUTY,
            position=office.staff.position,
            state=GrantState.CONFIRMED,
            requested_by=user,
            decided_by=user,
        )

    assert not AdministratorGrant.objects.exists()


def test_a_grant_is_decided_once(office, second):
    grant = request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))
    refuse_grant(actor=actor(second), grant_id=grant.pk)

    with pytest.raises(AlreadyDecided):
        confirm_grant(actor=actor(second), grant_id=grant.pk)

    assert not is_administrator(office.staff)


def test_the_same_is_asked_for_once(office):
    request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))

    with pytest.raises(AlreadyAsked):
        request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))

    assert AdministratorGrant.objects.count() == 1


def vacant_seat(office) -> Position:
    return make_position(office.kominfo, duties=["admin"])


def test_an_administrators_seat_is_given_by_two(office, second):
    seat, person = vacant_seat(office), office.staff.official
    values = {
        "official": person,
        "position": seat,
        "from_on": TODAY(),
        "to_on": None,
        "is_main": False,
    }

    with pytest.raises(NeedsSecondAdministrator):
        terms.appoint_official(actor=actor(office.admin), values=values)
    wish = Wish(act=GrantAct.APPOINT, position=seat, official=person, values=values)
    grant = request_grant(actor=actor(office.admin), wish=wish)
    confirm_grant(actor=actor(second), grant_id=grant.pk)

    assert TermOfOffice.objects.get(position=seat).official_id == person.pk


def test_acting_for_an_administrators_seat_is_given_by_two(office):
    values = {
        "kind": "acting_vacant",
        "official": office.staff.official,
        "position": vacant_seat(office),
        "from_on": TODAY(),
        "to_on": None,
        "decree_number": "800/1",
    }

    with pytest.raises(NeedsSecondAdministrator):
        terms.assign_acting_holder(actor=actor(office.admin), values=values)

    assert not ActingAssignment.objects.exists()


def test_a_term_in_an_administrators_seat_is_not_made_longer_by_one(office):
    term = TermOfOffice.objects.get(position=office.admin.position)
    TermOfOffice.objects.filter(pk=term.pk).update(to_on="2027-01-01")

    with pytest.raises(NeedsSecondAdministrator):
        terms.end_term(
            actor=actor(office.admin),
            term_id=term.pk,
            on=TODAY().replace(year=2030, day=1),
            expected_version=None,
        )

    assert str(TermOfOffice.objects.get(pk=term.pk).to_on) == "2027-01-01"


@pytest.mark.parametrize(
    "lines",
    [
        ("lembar,kode,nama_jabatan,kode_unit,tugas", "Jabatan,STAF,Staf,WNS,admin"),
        (
            "lembar,nip,nama,kode_jabatan,sejak,utama",
            "Pejabat,199912312022031001,Orang Lain,KURSI,2026-01-01,ya",
        ),
    ],
    ids=["duty", "appointment"],
)
def test_a_workbook_gives_nobody_the_role(office, lines):
    make_position(office.kominfo, duties=["admin"], code="KURSI")
    content = "\n".join(lines).encode()

    with pytest.raises(Invalid) as refusal:
        import_organisation(content=content, dry_run=False, actor=actor(office.admin))

    assert {f.code for f in refusal.value.faults} == {"needs_second_administrator"}
    assert not is_administrator(office.staff)
    assert not Official.objects.filter(name="Orang Lain").exists()


def test_the_api_gives_nobody_the_role(office):
    client = token_client(office.admin.official)
    path = f"/api/v1/positions/{office.staff.position.pk}"
    etag = client.get(path).headers["ETag"]

    answer = client.patch(
        path,
        {"duties": ["admin"]},
        content_type="application/json",
        headers={"if-match": etag},
    )

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "needs_second_administrator",
    )
    assert not is_administrator(office.staff)


def test_no_administrator_sets_a_colleagues_password(office, second):
    before = second.user.password

    with pytest.raises(OperatorOnly):
        reset_password(user_id=second.user.pk, actor=actor(office.admin))

    assert User.objects.get(pk=second.user.pk).password == before


def test_no_administrator_makes_the_account_of_a_colleague_to_be(office):
    person = Official.objects.create(name="Calon", nip="199001012020011009")
    TermOfOffice.objects.create(
        official=person, position=vacant_seat(office), from_on="2026-01-01"
    )

    with pytest.raises(OperatorOnly):
        create_account(
            official_id=person.pk, username="calon", actor=actor(office.admin)
        )

    assert not User.objects.filter(username="calon").exists()


def test_the_operator_sets_an_administrators_password(office, capsys):
    call_command("reset_password", "admin")
    secret = capsys.readouterr().out.strip()

    assert log_in("admin", secret).get("/").headers["Location"] == "/masuk/sandi/"


def test_the_others_are_told_and_see_it_on_their_page(office, second):
    request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))
    drain()

    told = Notification.objects.get(kind="administrator.requested")
    page = log_in("admin2").get(told.path).content.decode()

    assert told.official_id == second.official.pk
    assert office.staff.position.title in page


def test_the_pages_ask_and_agree(office, second):
    seat = f"/pengaturan/akun/peran/{office.staff.position.pk}/"
    first_browser, second_browser = stepped_up(office.admin), stepped_up(second)

    first_browser.post(seat, {"duties": ["drafter", "admin"], "version": "1"})
    grant = AdministratorGrant.objects.get()
    agree = f"/pengaturan/akun/persetujuan/{grant.pk}/setuju/"
    first_browser.post(agree)
    alone = is_administrator(office.staff)
    second_browser.post(agree)

    assert not alone
    seat = Position.objects.get(pk=office.staff.position.pk)
    assert seat.duties == ["admin", "drafter"]


def test_other_roles_are_set_by_one_and_end_the_holders_sessions(office):
    holder = log_in("staf")
    seat = f"/pengaturan/akun/peran/{office.staff.position.pk}/"

    stepped_up(office.admin).post(seat, {"duties": ["archivist"], "version": "1"})

    assert holder.get("/api/v1/me").status_code == 401
    assert log_in("staf").get("/api/v1/me").json()["roles"] == ["archivist", "receiver"]


def appointment_to(position, official) -> dict:
    return {
        "official": official,
        "position": position,
        "from_on": TODAY(),
        "to_on": None,
        "is_main": False,
    }


def test_nobody_alone_fills_a_seat_that_waits_for_the_role(office):
    seat = make_position(office.kominfo)
    wish = Wish(act=GrantAct.DUTY, position=seat, values={})
    request_grant(actor=actor(office.admin), wish=wish)
    before = TermOfOffice.objects.count()

    with pytest.raises(NeedsSecondAdministrator):
        terms.appoint_official(
            actor=actor(office.admin),
            values=appointment_to(seat, office.staff.official),
        )

    assert TermOfOffice.objects.count() == before


def test_who_sat_down_after_the_request_does_not_get_the_role(office, second):
    seat = make_position(office.kominfo)
    wish = Wish(act=GrantAct.DUTY, position=seat, values={})
    grant = request_grant(actor=actor(office.admin), wish=wish)
    TermOfOffice.objects.create(**appointment_to(seat, office.staff.official))

    with pytest.raises(Stale):
        confirm_grant(actor=actor(second), grant_id=grant.pk)

    seat.refresh_from_db()
    assert "admin" not in seat.duties
    assert AdministratorGrant.objects.get().state == GrantState.PENDING


def test_who_will_sit_down_later_counts_as_well(office, second):
    seat = make_position(office.kominfo)
    wish = Wish(act=GrantAct.DUTY, position=seat, values={})
    grant = request_grant(actor=actor(office.admin), wish=wish)
    later = appointment_to(seat, office.staff.official)
    TermOfOffice.objects.create(**{**later, "from_on": TODAY() + timedelta(days=30)})

    with pytest.raises(Stale):
        confirm_grant(actor=actor(second), grant_id=grant.pk)

    seat.refresh_from_db()
    assert "admin" not in seat.duties


def test_who_leaves_meanwhile_hinders_nothing(office, second):
    grant = request_grant(actor=actor(office.admin), wish=duty_wish(office.staff))
    TermOfOffice.objects.filter(official=office.staff.official).update(
        to_on=TODAY() - timedelta(days=1)
    )

    confirm_grant(actor=actor(second), grant_id=grant.pk)

    assert is_administrator(office.staff)
