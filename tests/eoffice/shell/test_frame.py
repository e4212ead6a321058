"""The frame of every page: policy, menu, doors kept shut, errors."""

import json
import re

import pytest
from django.test import RequestFactory
from wagtail import hooks

from eoffice.errors import NotFound, ServiceDown
from eoffice.health.banner import Trouble, register_health_reader
from eoffice.organisation.models import ActingAssignment, ActingKind, PositionDuty
from eoffice.shell.menu import RoomMenuItem
from eoffice.shell.middleware import OfficeErrorMiddleware
from tests.office.kabupaten import PASSWORD

STOCK = ["explorer", "images", "documents", "reports", "settings", "help"]
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>"
    r"|<style\b|\sstyle=\"|\son[a-z]+=\"|javascript:",
    re.IGNORECASE,
)


def page_of(answer) -> str:
    return answer.content.decode()


def menu_names(answer) -> list[str]:
    return re.findall(r'data-door="([\w-]+)"', page_of(answer))


@pytest.mark.parametrize("address", ["/", "/akun/", "/masuk/sandi/", "/masuk/keluar/"])
def test_pages_keep_the_policy_and_hold_nothing_inline(people, as_person, address):
    answer = as_person(people.sekda).get(address)

    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert not INLINE.findall(page_of(answer))
    assert answer.headers["Cache-Control"].count("no-store") == 1


def test_login_loads_no_script(client, db):
    answer = client.get("/masuk/")

    assert "<script" not in page_of(answer)
    assert "NIP atau nama pengguna" in page_of(answer)


def test_menu_holds_no_stock_item(people, as_person):
    names = menu_names(as_person(people.sekda).get("/"))

    assert "beranda" in names
    assert not set(STOCK) & set(names)


def test_a_door_is_shown_to_the_role_that_opens_it(people, as_person):
    def door():
        return RoomMenuItem(
            "Audit",
            "/audit/",
            name="audit-room",
            icon_name="eye",
            order=900,
            shown=lambda actor: PositionDuty.AUDITOR in actor.roles,
            count=lambda actor: 7,
        )

    from eoffice.shell.menu import room_menu

    with hooks.register_temporarily("register_admin_menu_item", door):
        room_menu.__dict__.pop("registered_menu_items", None)
        seen = page_of(as_person(people.auditor).get("/"))
        hidden = menu_names(as_person(people.drafter).get("/"))
    room_menu.__dict__.pop("registered_menu_items", None)

    assert "audit-room" in seen
    assert 'data-count="7"' in seen
    assert "audit-room" not in hidden


@pytest.mark.parametrize(
    "address",
    [
        "/pages/",
        "/images/",
        "/documents/",
        "/users/",
        "/groups/",
        "/reports/site-history/",
        "/workflows/list/",
        "/collections/",
        "/snippets/",
        "/failwhale/",
    ],
)
def test_stock_screens_answer_like_unknown_addresses(people, as_person, address):
    client = as_person(people.admin)

    shut = client.get(address)
    unknown = client.get("/tidak-pernah-ada/")

    assert shut.status_code == unknown.status_code == 404
    assert "Halaman tidak ada, atau bukan untuk Anda" in page_of(shut)


@pytest.mark.parametrize("address", ["/login/", "/password_reset/"])
def test_stock_log_in_leads_to_ours(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/masuk/"


def test_refused_and_unknown_pages_are_the_same_page(people, as_person):
    client = as_person(people.stranger)
    unknown = client.get("/tidak-pernah-ada/")
    request = unknown.wsgi_request

    refused = OfficeErrorMiddleware(lambda _: None).process_exception(
        request, NotFound()
    )

    def words(answer):
        return re.sub(r"csrf\w*=?\S*|[A-Za-z0-9]{64}", "", page_of(answer))

    assert refused.status_code == 404
    assert words(refused) == words(unknown)


def test_a_service_away_says_what_still_works(people, as_person):
    request = as_person(people.sekda).get("/").wsgi_request

    answer = OfficeErrorMiddleware(lambda _: None).process_exception(
        request, ServiceDown()
    )

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "Surat Anda aman" in page_of(answer)
    assert re.search(r"K-\d{4}-\d{4}-[0-9a-f]{4}", page_of(answer))


def test_a_program_gets_the_refusal_as_json(db):
    request = RequestFactory().get("/x/", headers={"accept": "application/json"})

    answer = OfficeErrorMiddleware(lambda _: None).process_exception(
        request, NotFound()
    )

    assert json.loads(answer.content)["code"] == "not_found"


def test_an_account_without_a_desk_is_told_so(people, client):
    people.stranger.official.is_active = False
    people.stranger.official.save()
    client.force_login(people.stranger.user)

    answer = client.get("/")

    assert answer.status_code == 403
    assert "Akun Anda belum terhubung dengan jabatan" in page_of(answer)


def test_trouble_of_a_service_stands_above_the_page(people, as_person):
    register_health_reader(
        lambda: [Trouble(service="signing", news="BSrE diam.", works="Paraf jalan.")]
    )

    answer = as_person(people.sekda).get("/")

    assert "<b>BSrE diam.</b> Paraf jalan." in page_of(answer)


def test_seat_of_another_person_cannot_be_taken(people, as_person):
    client = as_person(people.stranger)

    answer = client.post(f"/akun/jabatan/{people.sekda.position.pk}/")

    assert answer.status_code == 404
    assert "acting_position" not in client.session


def test_person_acts_in_the_seat_they_stand_in_for(people, as_person):
    ActingAssignment.objects.create(
        kind=ActingKind.ACTING_VACANT,
        official=people.kadis.official,
        position=people.kabag.position,
        from_on="2024-01-02",
        decree_number="800/1",
    )
    client = as_person(people.kadis)

    client.post(f"/akun/jabatan/{people.kabag.position.pk}/")

    actor = client.get("/").wsgi_request.actor
    assert actor.chosen.position == people.kabag.position


def test_a_seat_that_ended_is_let_go_of(people, as_person):
    client = as_person(people.kadis)
    session = client.session
    session["acting_position"] = str(people.sekda.position.pk)
    session.save()

    answer = client.get("/", follow=True)

    assert answer.status_code == 200
    assert "acting_position" not in client.session


def test_display_settings_reach_the_page(people, as_person):
    client = as_person(people.sekda)

    client.post(
        "/akun/", {"theme": "dark", "contrast": "more_contrast", "density": "snug"}
    )

    assert 'class="w-theme-dark w-density-snug w-contrast-more"' in page_of(
        client.get("/")
    )


def test_an_official_logs_in_with_the_nip(people, client):
    answer = client.post(
        "/masuk/", {"login": people.sekda.official.nip, "password": PASSWORD}
    )

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(people.sekda.user.pk)


def test_the_menu_marks_the_door_that_the_page_lies_behind(people, as_person):
    page = page_of(as_person(people.sekda).get("/naskah-keluar/"))
    marked = re.findall(r'data-door="([\w-]+)"[^>]*aria-current="page"', page)

    assert marked == ["naskah-keluar"]
    assert "sidebar--slim" not in page


def test_a_folded_menu_is_drawn_folded(people, as_person):
    client = as_person(people.sekda)
    client.cookies["wagtail_sidebar_collapsed"] = "1"

    assert "sidebar--slim" in page_of(client.get("/akun/"))


def test_who_wants_no_keys_has_none_in_the_menu(people, as_person):
    client = as_person(people.sekda)
    wanted = page_of(client.get("/akun/"))
    client.post("/akun/", {"theme": "dark", "contrast": "system", "density": "snug"})

    assert 'data-eo-sidebar-keys-value="true"' in wanted
    assert 'data-eo-sidebar-keys-value="false"' in page_of(client.get("/akun/"))


def test_a_page_loads_no_script_of_the_stock_frame(people, as_person):
    page = page_of(as_person(people.sekda).get("/"))

    assert "wagtailadmin/js" not in page
    assert page.index("eoffice/shell/stimulus.js") < page.index("js/autosave.js")
