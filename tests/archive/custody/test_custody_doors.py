"""Transfers over pages and API: the whole way, refusals, strangers."""

import pytest

from archive.models import CustodyMove
from archive.papers.kinds import PaperKind
from tests.office.custody import (
    closed_file,
    enter_papers,
    hold_file,
    proposed_move,
)
from tests.office.records import make_record
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
PAGES, API = "/arsip/pemindahan/", "/api/v1/transfers"


def test_a_transfer_goes_by_pages(office):
    closed_file(office, make_record(office))
    own = browser_of(office.setda_archivist.official)
    form = {"name": "Pindah 2026", "unit": office.bagian.pk}
    made = own.post(f"{PAGES}baru/", form)
    found = CustodyMove.objects.get()
    page = f"{PAGES}{found.pk}/"
    assert made.headers["Location"] == page
    assert own.post(f"{PAGES}baru/", {"name": ""}).status_code == 422
    assert own.get(f"{page}ajukan/").status_code == 200
    key = {"idempotency_key": "satu"}
    pressed = [own.post(f"{page}ajukan/", key).status_code for _ in range(2)]
    assert pressed == [302, 302]
    sekda = browser_of(office.sekda.official)
    assert sekda.post(f"{page}keberatan/", {"reason": " "}).status_code == 422
    sekda.post(f"{page}terima/")
    assert own.get(f"{page}terima/").headers["Location"] == page
    early = own.post(f"{page}laksanakan/")
    assert (early.status_code, "Berita acara" in early.content.decode()) == (422, True)
    enter_papers(office, found, PaperKind.REPORT)
    assert "3/2026" in own.get(f"{page}dokumen/").content.decode()
    own.post(f"{page}laksanakan/")
    assert CustodyMove.objects.get().state == "executing"
    assert "Rapat 1" in own.get(page).content.decode()
    assert own.get(PAGES).status_code == 200
    assert own.get(f"/arsip/penyerahan/{found.pk}/").status_code == 404
    stranger = browser_of(office.stranger.official)
    for address in (page, f"{page}dokumen/", f"{page}terima/"):
        assert stranger.get(address).status_code == 404


def test_a_transfer_goes_over_the_api(office):
    closed_file(office, make_record(office))
    own = token_client(office.setda_archivist.official)
    sekda = token_client(office.sekda.official)

    def post(client, path, body=None):
        told = body or {}
        return client.post(f"{API}{path}", told, content_type="application/json")

    body = {"name": "Pindah 2026", "unit": str(office.bagian.pk)}
    made = post(own, "", body)
    assert made.status_code == 201, made.content
    one = f"/{made.json()['id']}"
    assert made.headers["Location"] == f"{API}{one}"
    assert post(own, f"{one}/submit").json()["state"] == "submitted"
    assert post(own, f"{one}/approve").status_code == 409
    assert post(sekda, f"{one}/approve").json()["allowed_acts"] == ["object"]
    refused = post(own, f"{one}/execute")
    assert (refused.status_code, refused.json()["document"]) == (409, "report")
    report = own.get(f"{API}{one}/documents").json()[0]
    document = {"number": "3/2026", "date": "2026-11-02", "by": ""}
    for copy in report["copies"]:
        signed = {**document, "by": copy["party_title"]}
        given = {"party": copy["party"], "document": signed}
        assert post(own, f"{one}/documents/report", given).status_code == 201
    assert own.get(f"{API}{one}").json()["allowed_acts"] == [
        "object",
        "execute",
        "abort",
    ]
    assert post(own, f"{one}/execute").status_code == 202
    items = own.get(f"{API}{one}/items").json()["items"]
    assert [item["title"] for item in items] == ["Rapat 1"]
    assert own.get(f"{API}?state=executing").json()["items"][0]["name"] == "Pindah 2026"
    assert own.get(f"/api/v1/handovers{one}").status_code == 404


def test_who_neither_gives_nor_receives_knows_nothing(office):
    closed_file(office, make_record(office))
    found = proposed_move(office)

    answer = token_client(office.stranger.official).get(f"{API}/{found.pk}")

    assert answer.status_code == 404


def test_only_ticked_files_go_and_a_held_one_says_why_it_stays(office):
    goes, stays, held = (closed_file(office, make_record(office)) for _ in range(3))
    hold_file(office, held)
    own = browser_of(office.setda_archivist.official)
    form = {"name": "Pindah 2026", "unit": office.bagian.pk}

    asked = own.post(f"{PAGES}baru/", {**form, "choose": "1"})
    told = asked.content.decode()
    assert (asked.status_code, CustodyMove.objects.count()) == (200, 0)
    rows = told.split("<tr>")
    assert all(
        "checked" in next(one for one in rows if f'value="{berkas.pk}"' in one)
        for berkas in (goes, stays)
    )
    assert f'value="{held.pk}"' not in told
    assert held.title in told.partition("Yang ini tetap")[2]

    ticking = {**form, "ticking": "1"}
    none = own.post(f"{PAGES}baru/", ticking)
    assert (none.status_code, CustodyMove.objects.count()) == (422, 0)
    foreign = own.post(f"{PAGES}baru/", {**ticking, "chosen": [held.pk]})
    assert (foreign.status_code, CustodyMove.objects.count()) == (422, 0)

    own.post(f"{PAGES}baru/", {**ticking, "chosen": [goes.pk]})
    made = CustodyMove.objects.get()
    assert list(made.items.values_list("record_file", flat=True)) == [goes.pk]
    assert stays.pk != goes.pk
