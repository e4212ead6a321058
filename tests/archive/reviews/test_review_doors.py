"""Reviews over pages, API, bells and Beranda: the whole way, and strangers."""

import pytest
from django.utils import timezone

from archive.admin.waiting import waiting_items
from archive.models import RecordFile, Review
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from tests.office.disposal import make_committee
from tests.office.kabupaten import actor
from tests.office.reviews import open_fates, proposed_review, submitted_review
from tests.office.visitors import browser_of, token_client

pytestmark = pytest.mark.django_db
PAGES, API = "/arsip/penilaian-kembali/", "/api/v1/reviews"
DOCUMENT = {"number": "7/2026", "date": "2026-11-02", "by": "Sekretaris Daerah"}


def told(person) -> list[str]:
    drain()
    lines = Notification.objects.filter(official=person.official, read_at=None)
    return [one.kind for one in lines]


def rows(person) -> list[str]:
    return [one.act for one in waiting_items(actor(person), timezone.localdate())]


def test_a_review_goes_by_pages_and_calls_those_who_act_next(office):
    open_fates(office, 2)
    people = make_committee(office)
    own = browser_of(office.setda_archivist.official)
    form = {"name": "Kembali 2026", "due_before": timezone.localdate().isoformat()}
    made = own.post(f"{PAGES}baru/", form)
    page = f"{PAGES}{Review.objects.get().pk}/"
    assert made.headers["Location"] == page
    assert own.post(f"{PAGES}baru/", {"name": ""}).status_code == 422
    key = {"idempotency_key": "a" * 32}
    pressed = [own.post(f"{page}ajukan/", key).status_code for _ in range(2)]
    assert pressed == [302, 302]
    assert told(people["unit_head"]) == ["review.submitted"]
    assert (rows(people["unit_head"]), rows(office.bupati)) == (["appraise"], [])

    member = browser_of(people["unit_head"].official)
    word = {"decision": "permanent", "until": "", "reason": "Bernilai sejarah"}
    none = member.post(page, {**word, "which": "ticked"})
    assert none.status_code == 422
    first = Review.objects.get().items.first()
    member.post(page, {**word, "which": "ticked", "berkas": str(first.pk)})
    faulty = {"which": "undecided", "decision": "keep_until", "reason": "Dipakai lagi"}
    assert member.post(page, faulty).status_code == 422
    member.post(page, {**faulty, "until": "2031-12-31"})
    assert "31 Des 2031" in member.get(page).content.decode()
    assert (told(people["unit_head"]), told(office.sekda)) == ([], ["review.appraised"])
    assert rows(office.sekda) == ["approve"]

    chair = browser_of(office.sekda.official)
    assert chair.post(f"{page}putuskan/", {"number": ""}).status_code == 422
    chair.post(f"{page}putuskan/", DOCUMENT)
    assert Review.objects.get().state == "approved"
    assert told(office.setda_archivist) == ["review.approved"]
    assert (told(office.sekda), rows(office.sekda)) == ([], [])
    assert "7/2026" in own.get(page).content.decode()
    assert own.get(PAGES).status_code == 200
    fates = RecordFile.objects.exclude(reviewed_on=None).order_by("number")
    assert [one.final_fate for one in fates] == ["permanent", "review"]
    stranger = browser_of(office.stranger.official)
    for address in (PAGES, f"{PAGES}baru/", page, f"{page}putuskan/"):
        assert stranger.get(address).status_code == 404
    assert own.get(f"{page}batalkan/").headers["Location"] == page


def test_a_review_goes_over_the_api(office):
    open_fates(office, 1)
    make_committee(office)
    own = token_client(office.setda_archivist.official)
    sekda = token_client(office.sekda.official)

    def post(client, path, body=None):
        told = body or {}
        return client.post(f"{API}{path}", told, content_type="application/json")

    body = {"name": "Kembali 2026", "due_before": timezone.localdate().isoformat()}
    made = post(own, "", body)
    assert made.status_code == 201, made.content
    one = f"/{made.json()['id']}"
    assert made.headers["Location"] == f"{API}{one}"
    assert post(own, "", body).json()["code"] == "nothing_due"
    assert post(own, f"{one}/submit").json()["state"] == "submitted"
    early = post(sekda, f"{one}/approve", {"document": DOCUMENT})
    assert (early.status_code, early.json()["code"]) == (409, "items_not_decided")
    word = {"decision": "destroy", "reason": "Tidak bernilai guna"}
    assert post(own, f"{one}/appraise", word).status_code == 404
    assert post(sekda, f"{one}/appraise", word).json() == {"appraised": 1}
    sent_back = post(sekda, f"{one}/return", {"reason": "Periksa lagi"}).json()
    assert (sent_back["state"], sent_back["decided"]) == ("draft", 1)
    post(own, f"{one}/submit")
    done = post(sekda, f"{one}/approve", {"document": DOCUMENT})
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    (item,) = own.get(f"{API}{one}/items").json()["items"]
    assert (item["decision"], item["description"]) == ("destroy", "Rapat 1")
    file = own.get(f"/api/v1/record-files/{item['file']}").json()
    assert file["fate"] == "destroy"
    assert own.get(f"{API}?state=approved").json()["total"] == 1
    assert token_client(office.stranger.official).get(f"{API}{one}").status_code == 404


def test_a_classed_file_is_named_by_its_code_and_a_list_is_called_off(office):
    (berkas,) = open_fates(office, 1)
    berkas.records.update(security_class="rahasia")
    found = proposed_review(office)
    item = found.items.get()
    assert item.description == berkas.classification.short_name
    own = token_client(office.setda_archivist.official)
    gone = own.post(
        f"{API}/{found.pk}/abort", {"reason": "Salah"}, content_type="application/json"
    )
    assert (gone.json()["state"], gone.json()["dropped"]) == ("aborted", 1)
    make_committee(office)
    assert submitted_review(office, "Lagi").items.count() == 1
