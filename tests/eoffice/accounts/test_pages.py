"""The administrator's pages of accounts, and one's own: passwords, sessions, tokens."""

import pytest
from django.test import Client

from eoffice.accounts.models import ApiToken, User
from eoffice.administration.accounts import create_account
from eoffice.audit.models import AuditEvent
from eoffice.organisation.models import Agreement, Official
from tests.office.kabupaten import PASSWORD, make_person

pytestmark = pytest.mark.django_db
ACCOUNTS = "/pengaturan/akun/"
OWN = "/akun/keamanan/"
ME = "/api/v1/me"
NEW = "sawah-hijau-terbentang-9"


def log_in(name: str, password: str = PASSWORD, **more) -> Client:
    client = Client(**more)
    client.post("/masuk/", {"login": name, "password": password})
    return client


def stepped_up(person) -> Client:
    """Return the person's browser, the password given just now."""
    client = log_in(person.user.username)
    client.post("/masuk/ulang/", {"password": PASSWORD})
    return client


@pytest.fixture
def admin(office):
    return stepped_up(office.admin)


@pytest.fixture
def second(office):
    """Another administrator's browser."""
    person = make_person(
        "admin2", "Sari Utami", "Administrator Kedua", office.kominfo, duties=("admin",)
    )
    return stepped_up(person)


def agreed(browser: Client):
    """Agree to what waits."""
    waiting = Agreement.objects.get(state="pending")
    return browser.post(f"{ACCOUNTS}persetujuan/{waiting.pk}/setuju/")


def new_official() -> Official:
    return Official.objects.create(name="Baru Sekali", nip="199001012020011009")


def test_accounts_are_listed_and_found(office, admin):
    every = admin.get(ACCOUNTS).content.decode()
    found = admin.get(ACCOUNTS, {"q": "widya"}).content.decode()

    assert "Hendra Wijaya" in every
    assert "Widya Kusumaningrum" in found
    assert "Hendra Wijaya" not in found


def test_the_list_asks_as_often_for_many_accounts_as_for_few(
    office, admin, django_assert_max_num_queries
):
    with django_assert_max_num_queries(24):
        admin.get(ACCOUNTS)


def test_a_new_account_gets_a_password_that_must_be_changed_first(
    office, admin, second
):
    official = new_official()
    answer = admin.post(f"{ACCOUNTS}baru/{official.pk}/", {"username": "baru.s"})
    half = answer.context["half"]
    other = agreed(second).context["made"].password

    person = log_in("baru.s", f"{half}-{other}")

    assert half in answer.content.decode()
    assert person.get("/").headers["Location"] == "/masuk/sandi/"
    assert person.get("/arsip/").headers["Location"] == "/masuk/sandi/"
    assert person.get(ME).json()["code"] == "password_must_change"


def test_after_the_change_the_house_is_open(office):
    made = create_account(
        official_id=new_official().pk, username="baru.s", by_operator=True
    )
    person = log_in("baru.s", made.password)

    person.post(
        "/masuk/sandi/",
        {"oldpassword": made.password, "password1": NEW, "password2": NEW},
    )

    assert log_in("baru.s", made.password).get(ME).status_code == 401
    assert log_in("baru.s", NEW).get(ME).status_code == 200
    assert AuditEvent.objects.filter(action="account.password_changed").exists()


def test_the_temporary_password_cannot_stay(office):
    made = create_account(
        official_id=new_official().pk, username="baru.s", by_operator=True
    )
    person, same = log_in("baru.s", made.password), made.password

    answer = person.post(
        "/masuk/sandi/", {"oldpassword": same, "password1": same, "password2": same}
    )

    assert answer.status_code == 200
    assert User.objects.get(username="baru.s").must_change_password


def test_handing_out_a_password_asks_for_ones_own_first(office):
    browser = log_in("admin")
    before = User.objects.get(pk=office.staff.user.pk).password

    answer = browser.post(f"{ACCOUNTS}{office.staff.user.pk}/sandi/")

    assert answer.headers["Location"].startswith("/masuk/ulang/")
    assert User.objects.get(pk=office.staff.user.pk).password == before


def test_what_waited_for_the_password_goes_on_after_it(office, second):
    browser = log_in("admin")
    page = f"{ACCOUNTS}{office.staff.user.pk}/sandi/"
    asked = browser.post(page).headers["Location"]

    answer = browser.post(asked, {"password": PASSWORD, "next": page})

    secret = f"{answer.context['half']}-{agreed(second).context['made'].password}"
    assert log_in("staf", secret).get("/").headers["Location"] == "/masuk/sandi/"


def test_the_step_up_gives_the_session_a_new_id(office):
    browser = log_in("admin")
    before = browser.session.session_key

    browser.post("/masuk/ulang/", {"password": PASSWORD})

    assert browser.session.session_key not in {None, before}
    assert browser.get(ME).status_code == 200


def test_a_wrong_password_unlocks_nothing(office):
    browser = log_in("admin")

    browser.post("/masuk/ulang/", {"password": "bukan-ini-sandinya"})

    answer = browser.post(f"{ACCOUNTS}{office.staff.user.pk}/sandi/")
    assert answer.headers["Location"].startswith("/masuk/ulang/")


def test_the_password_given_six_minutes_ago_is_asked_again(office, admin):
    session = admin.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 6 * 60
    session.save()

    answer = admin.post(f"{ACCOUNTS}{office.staff.user.pk}/sandi/")

    assert answer.headers["Location"].startswith("/masuk/ulang/")


def test_nobody_else_learns_that_there_is_something_to_unlock(office):
    browser = log_in("staf")

    codes = [
        browser.post(f"{ACCOUNTS}{office.admin.user.pk}/{act}/").status_code
        for act in ("sandi", "tutup", "buka", "sesi")
    ]

    assert codes == [404] * 4
    assert User.objects.get(username="admin").is_active


def test_a_closed_account_is_out_and_comes_back_when_two_open_it(office, admin, second):
    person = log_in("staf")
    one = f"{ACCOUNTS}{office.staff.user.pk}/"

    admin.post(f"{one}tutup/")
    closed = [person.get(ME).status_code, log_in("staf").get(ME).status_code]
    admin.post(f"{one}buka/")
    closed.append(log_in("staf").get(ME).status_code)
    agreed(second)

    assert closed == [401, 401, 401]
    assert log_in("staf").get(ME).status_code == 200


def test_nobody_closes_their_own_account(office, admin):
    admin.post(f"{ACCOUNTS}{office.admin.user.pk}/tutup/")

    assert User.objects.get(username="admin").is_active


def test_ending_all_sessions_ends_them_on_every_device(office, admin):
    people = [log_in("staf"), log_in("staf")]

    admin.post(f"{ACCOUNTS}{office.staff.user.pk}/sesi/")

    assert [one.get(ME).status_code for one in people] == [401, 401]


def test_the_administrator_reads_no_letter(office, admin):
    from tests.office.outgoing import make_draft

    letter = make_draft(office)

    assert admin.get(f"/naskah-keluar/{letter.pk}/").status_code == 404
    assert admin.get(f"/api/v1/letters/{letter.pk}").status_code == 404


def test_ones_own_devices_are_shown_and_ended(office):
    here = log_in("staf", headers={"user-agent": "Mozilla/5.0 (Windows) Firefox/140"})
    there = log_in("staf", headers={"user-agent": "Mozilla/5.0 (Android) Chrome/140"})

    page = here.get(OWN)
    other = next(one for one in page.context["devices"] if not one.is_this)
    here.post(f"{OWN}sesi/{other.id}/akhiri/")

    assert other.name == "Chrome, Android"
    assert [here.get(ME).status_code, there.get(ME).status_code] == [200, 401]


def test_nobody_ends_somebody_elses_session(office):
    theirs = log_in("staf")
    device = theirs.get(OWN).context["devices"][0]

    answer = log_in("kabid").post(f"{OWN}sesi/{device.id}/akhiri/")

    assert answer.status_code == 404
    assert theirs.get(ME).status_code == 200


def token_made(browser: Client, **more):
    values = {"name": "pemindai", "scopes": ["read"], "days": "30", **more}
    return browser.post(f"{OWN}token/baru/", values)


def test_a_token_is_shown_once_and_revoked(office):
    browser = stepped_up(office.staff)

    text = token_made(browser).context["made"].text
    program = Client(headers={"authorization": f"Bearer {text}"})
    works = program.get(ME).status_code
    shown_again = text in browser.get(OWN).content.decode()
    browser.post(f"{OWN}token/{ApiToken.objects.get().pk}/akhiri/")

    assert (works, shown_again) == (200, False)
    assert program.get(ME).status_code == 401


def test_making_a_token_asks_for_the_password_first(office):
    answer = token_made(log_in("staf"))

    assert answer.headers["Location"].startswith("/masuk/ulang/")
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses_token(office):
    token_made(stepped_up(office.staff))
    token = ApiToken.objects.get()

    answer = log_in("kabid").post(f"{OWN}token/{token.pk}/akhiri/")

    assert answer.status_code == 404
    assert ApiToken.objects.get().revoked_at is None
