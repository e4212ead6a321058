"""`/search` for programs: hits, facets, cursors, suggestions, and without engine."""

import pytest

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane
from search.engines.contract import SearchUnavailable
from search.projection.indexing import rebuild_index
from tests.office.visitors import token_client
from tests.search.letters import ids_found, sent, submitted

pytestmark = pytest.mark.django_db


def test_the_api_answers_with_hits_facets_and_pages(house, engine):
    letter = sent(house, engine, subject="Penyampaian <b>data</b> pegawai")

    client = token_client(house.drafter.official)
    answer = client.get("/api/v1/search", {"q": "kepegawaian", "kind": "letter"})

    assert answer.status_code == 200, answer.content
    body = answer.json()
    (hit,) = body["items"]
    assert hit["id"] == str(letter.pk)
    assert hit["number"] == letter.number
    assert "<mark>pegawai</mark>" in hit["subject_html"]
    assert "&lt;b&gt;" in hit["subject_html"]
    assert body["facets"]["kind"]
    assert body["total"] == 1
    seen = {(one["kind"], one["id"]) for one in hit["faces"]}
    assert ("record", str(letter.record.pk)) in seen
    clerk = token_client(house.setda_clerk.official).get(
        "/api/v1/search", {"q": "kepegawaian"}
    )
    assert all(
        one["kind"] != "letter"
        for each in clerk.json()["items"]
        for one in each["faces"]
    )


def test_the_api_takes_structured_requests_and_refuses_foreign_ones(house, engine):
    letter = sent(house, engine, subject="Rapat teknis")
    client = token_client(house.drafter.official)

    def post(request):
        return client.post(
            "/api/v1/search", {"request": request}, content_type="application/json"
        )

    good = post({"version": 1, "clauses": [{"is": "word", "text": "rapat"}]})
    bad = post({"version": 99})

    assert str(letter.pk) in {hit["id"] for hit in good.json()["items"]}
    assert bad.status_code == 422


def test_the_api_suggests_and_refuses_forged_cursors(house, engine):
    sent(house, engine, subject="Undangan upacara")
    client = token_client(house.drafter.official)

    suggested = client.get("/api/v1/search/suggest", {"q": "unda"}).json()
    forged = client.get("/api/v1/search", {"q": "unda", "cursor": "AAAA"})

    assert suggested["items"][0]["subject"] == "Undangan upacara"
    assert suggested["next"] is suggested["total"] is None
    assert (forged.status_code, forged.json()["code"]) == (422, "invalid_cursor")


def test_with_the_engine_away_the_api_says_503_and_nothing_is_lost(
    house, engine, monkeypatch
):
    letter = submitted(house, subject="Surat tertunda")
    client = token_client(house.drafter.official)

    def away(*_arguments, **_options):
        raise SearchUnavailable("away")

    with monkeypatch.context() as broken:
        broken.setattr(engine, "search", away)
        broken.setattr(engine, "index", away)
        answer = client.get("/api/v1/search", {"q": "tertunda"})
        (delivery_id, *_) = claims.claim(limit=100, lease_s=0, lane=Lane.QUICK)
        run_delivery(delivery_id)

    assert (answer.status_code, answer.json()["code"]) == (503, "search_unavailable")
    assert answer.headers["Retry-After"]
    rebuild_index()
    engine.refresh()
    assert ids_found(house.drafter, "tertunda") == {str(letter.pk)}
