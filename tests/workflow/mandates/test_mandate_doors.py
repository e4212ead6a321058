"""Pages and API of the register, for administrators; forms for everybody in service."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.office.visitors import browser_of, client_of, token_client
from workflow.models import SigningMandate

pytestmark = pytest.mark.django_db
PATH = "/api/v1/mandates"


def post(client, path, payload):
    return client.post(path, json.dumps(payload), content_type="application/json")


def line_of(person) -> SigningMandate:
    return SigningMandate.objects.get(receiver=person.position)


def given(office, **changes):
    return {
        "giver": str(office.bupati.position.pk),
        "receiver": str(office.kadis.position.pk),
        "types": [],
        "codes": ["000.1"],
        "forms": ["own", "an"],
        "from": timezone.localdate().isoformat(),
        "to": None,
        "basis": "Perbup 12/2026 Ps 4",
    } | changes


def test_a_program_enters_reads_and_ends_a_mandate(office):
    api = token_client(office.admin.official)

    made = post(api, PATH, given(office))
    listed = api.get(PATH, {"receiver": str(office.kadis.position.pk)})
    ended = post(api, f"{PATH}/{made.json()['id']}/end", {})

    assert made.status_code == 201
    body = made.json()
    assert body["giver"]["title"] == "Bupati Wanasari"
    assert body["receiver"]["id"] == str(office.kadis.position.pk)
    assert (body["types"], body["codes"], body["forms"]) == (
        [],
        ["000.1"],
        ["own", "an"],
    )
    assert body["from"] == timezone.localdate().isoformat()
    assert body["to"] is None
    assert body["id"] in {one["id"] for one in listed.json()["items"]}
    assert ended.status_code == 200
    assert ended.json()["ended_at"]


def test_a_contradiction_is_422_at_its_field(office):
    refused = post(
        token_client(office.admin.official), PATH, given(office, forms=["own"])
    )

    assert refused.status_code == 422
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [
        ("receiver", "contradicts")
    ]


def test_others_read_the_register_and_change_nothing(office):
    api = token_client(office.staff.official)

    assert api.get(PATH).status_code == 200
    assert post(api, PATH, given(office)).status_code == 404
    line = line_of(office.kadis)
    assert post(api, f"{PATH}/{line.pk}/end", {}).status_code == 404
    line.refresh_from_db()
    assert line.ended_at is None


def test_a_program_asks_in_which_forms_a_seat_signs(office):
    answer = token_client(office.staff.official).get(
        f"{PATH}/forms",
        {
            "signatory": str(office.kabag.position.pk),
            "type": "surat_dinas",
            "code": "000.1.5",
        },
    )

    assert answer.status_code == 200
    assert answer.json() == {
        "forms": [
            {
                "form": "own",
                "printed": ["KEPALA BAGIAN ORGANISASI,"],
                "warning": None,
            },
            {
                "form": "an",
                "printed": ["a.n. SEKRETARIS DAERAH", "KEPALA BAGIAN ORGANISASI,"],
                "warning": None,
            },
            {
                "form": "ub",
                "printed": [
                    "a.n. BUPATI WANASARI",
                    "SEKRETARIS DAERAH",
                    "u.b.",
                    "KEPALA BAGIAN ORGANISASI,",
                ],
                "warning": None,
            },
        ]
    }


def test_an_administrator_enters_and_ends_on_the_pages(office):
    client = browser_of(office.admin.official, stepped_up=True)

    page = client.get("/pengaturan/mandat/")
    entered = client.post(
        "/pengaturan/mandat/baru/",
        {
            "receiver": str(office.kadis.position.pk),
            "forms": ["own", "an"],
            "types": ["surat_dinas"],
            "codes": "000.1",
            "from_on": "besok",
            "to": "",
            "basis": "Perbup 12/2026 Ps 4",
        },
    )
    line = SigningMandate.objects.get(basis="Perbup 12/2026 Ps 4")
    ended = client.post(
        f"/pengaturan/mandat/{line.pk}/akhiri/", {"at_once": "on", "reason": "Keliru"}
    )

    assert "Kepala Dinas Komunikasi dan Informatika" in page.content.decode()
    assert entered.status_code == ended.status_code == 302
    line.refresh_from_db()
    assert line.giver == office.bupati.position
    assert line.from_on == timezone.localdate() + timedelta(days=1)
    assert (line.ended_at_once, line.end_reason) == (True, "Keliru")
    over = client.get("/pengaturan/mandat/?keadaan=berakhir").content.decode()
    assert "Keliru" in over


def test_the_form_shows_a_contradiction_at_its_field(office):
    client = browser_of(office.admin.official, stepped_up=True)

    answer = client.post(
        "/pengaturan/mandat/baru/",
        {
            "receiver": str(office.kadis.position.pk),
            "forms": ["own"],
            "from_on": "hari ini",
            "basis": "Perbup",
        },
    )

    assert answer.status_code == 200
    assert "Mandat lain" in answer.content.decode()


def test_the_customary_table_is_one_press(office):
    SigningMandate.objects.all().delete()
    client = browser_of(office.admin.official, stepped_up=True)

    before = client.get("/pengaturan/mandat/").content.decode()
    client.post("/pengaturan/mandat/bawaan/")

    assert "Pasang" in before
    assert SigningMandate.objects.count() == 4


def test_the_register_is_no_page_of_others(office):
    for person in (office.staff, office.sekda, office.auditor):
        assert client_of(person).get("/pengaturan/mandat/").status_code == 404


def test_the_editor_offers_what_the_check_lets_pass(office):
    from tests.office.outgoing import make_draft

    letter = make_draft(office, signatory_position_id=office.kabag.position.pk)

    page = client_of(office.drafter).get(f"/naskah-keluar/{letter.pk}/tulis/")

    text = page.content.decode()
    assert "a.n. SEKRETARIS DAERAH / KEPALA BAGIAN ORGANISASI" in text
    assert "u.b." in text
