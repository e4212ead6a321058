"""Search in a whole office: acts, the outbox, the index, and who finds what."""

import random

import pytest
from django.core.management import call_command

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane
from search import chosen_engine
from search.engines.contract import Hit, PageOf, SearchUnavailable
from search.finding import searching
from search.finding.access import access_of, still_visible, visible_to
from search.kinds import KINDS
from search.projection.indexing import index_targets, rebuild_index
from search.projection.targets import targets_of
from tests.eoffice.organisation.people import token_client
from tests.factories import SECRET, actor, build_office, make_draft, make_signer
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.access import refresh_access
from workflow.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    make_signer(office.sekda)
    return office


def everybody(office):
    return [person for person in vars(office).values() if hasattr(person, "user")]


def drain(engine) -> None:
    """Do what the relay does until nothing is due."""
    while ids := claims.claim(limit=100, lease_s=60, lane=Lane.QUICK):
        for delivery_id in ids:
            run_delivery(delivery_id, raising=True)
    engine.refresh()


def submitted(office, **changes) -> Letter:
    letter = make_draft(office, **changes)
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def sent(office, engine, **changes) -> Letter:
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    drain(engine)
    letter.refresh_from_db()
    return letter


def ids_found(person, text: str) -> set[str]:
    request = searching.understand(text).request
    answer = searching.search(actor(person), request, PageOf(limit=100))
    assert answer.total == len(answer.hits)
    return {hit.id for hit in answer.hits}


def ids_visible(person) -> set[str]:
    return {
        str(pk)
        for kind in KINDS
        for pk in visible_to(actor(person), kind).values_list("pk", flat=True)
    }


def test_a_sent_letter_is_found_by_its_words_and_number(house, engine):
    letter = sent(house, engine, subject="Permohonan data penduduk miskin")

    assert str(letter.pk) in ids_found(house.drafter, "kependudukan")
    assert str(letter.pk) in ids_found(house.drafter, letter.number)
    assert str(letter.pk) not in ids_found(house.stranger, "kependudukan")


def test_the_receiver_finds_the_incoming_letter_and_the_sender_does_not(house, engine):
    sent(house, engine, subject="Permohonan data penduduk")

    def kinds(person) -> set[str]:
        request = searching.understand("permohonan data").request
        answer = searching.search(actor(person), request, PageOf())
        return {hit.kind for hit in answer.hits}

    assert "incoming" in kinds(house.kadis)
    assert "incoming" not in kinds(house.drafter)
    assert "record" in kinds(house.setda_archivist)


@pytest.mark.parametrize("security_class", ["biasa", "terbatas", "rahasia"])
def test_everybody_finds_exactly_what_the_lists_show(house, engine, security_class):
    sent(house, engine, subject="Surat satu", security_class=security_class)
    submitted(house, subject="Surat dua", security_class=security_class)
    drain(engine)

    for person in everybody(house):
        assert ids_found(person, "") == ids_visible(person)


def test_facets_and_suggestions_count_only_what_the_person_sees(house, engine):
    sent(house, engine, subject="Undangan musyawarah")

    request = searching.understand("undangan").request
    for person in everybody(house):
        answer = searching.search(actor(person), request, PageOf())
        counted = sum(one.count for one in answer.facets["kind"])
        assert counted == answer.total
        given = searching.suggest(actor(person), "undang", 20)
        assert {one.id for one in given} <= ids_visible(person)


def test_a_withdrawn_right_hides_the_letter_before_the_index_knows(house, engine):
    letter = sent(house, engine, subject="Penetapan tim")
    assert str(letter.pk) in ids_found(house.setda_clerk, "penetapan")

    letter.security_class = "rahasia"
    letter.save(update_fields=["security_class"])
    refresh_access(letter)
    from eoffice.outbox import events

    events.add("letter.sent", letter_id=letter.pk)

    request = searching.understand("penetapan").request
    results = engine.search(request, access_of(actor(house.setda_clerk)))
    assert str(letter.pk) not in {hit.id for hit in results.hits}
    drain(engine)
    assert str(letter.pk) not in ids_found(house.setda_clerk, "penetapan")


def test_random_changes_of_rights_are_followed(house, engine):
    chance = random.Random(3)
    letters = [submitted(house, subject=f"Surat {n}") for n in range(6)]
    people = everybody(house)
    tokens = sorted({t for p in people for t in access_tokens(p)})

    for _ in range(4):
        for letter in letters:
            given = chance.sample(tokens, chance.randrange(4))
            Letter.objects.filter(pk=letter.pk).update(access_tokens=given)
        index_targets(targets_of([{"letter_id": str(one.pk)} for one in letters]))
        engine.refresh()
        for person in people:
            assert ids_found(person, "surat") == ids_visible(person)


def access_tokens(person) -> set[str]:
    who = access_of(actor(person))
    return set(who.all_tokens)


def test_the_last_check_drops_what_the_database_does_not_show(house, engine, caplog):
    letter = sent(house, engine, subject="Rapat tertutup")
    request = searching.understand("rapat").request
    hits = engine.search(request, access_of(actor(house.drafter))).hits
    assert str(letter.pk) in {hit.id for hit in hits}

    shown = still_visible(actor(house.stranger), hits)

    assert shown == []
    assert "search_mismatch" in caplog.text


def test_a_record_gone_from_the_database_leaves_the_index(house, engine):
    letter = submitted(house, subject="Surat sementara")
    drain(engine)
    assert ids_found(house.drafter, "sementara") == {str(letter.pk)}
    gone = str(letter.pk)[:-4] + "0000"

    index_targets({"letter": {gone}})
    engine.refresh()

    assert ids_found(house.drafter, "sementara") == {str(letter.pk)}


def test_a_rebuild_finds_the_same(house, engine, capsys):
    sent(house, engine, subject="Laporan tahunan")
    before = {p.user.username: ids_found(p, "") for p in everybody(house)}

    call_command("rebuild_index", "--json")

    assert '"records": ' in capsys.readouterr().out
    assert {p.user.username: ids_found(p, "") for p in everybody(house)} == before


def test_nobody_finds_nothing(house, engine):
    sent(house, engine)

    request = searching.understand("").request

    assert searching.search(None, request, PageOf()).total == 0


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


def test_a_hit_carries_no_more_than_the_page_needs():
    assert not {"body", "access", "denied", "nips"} & set(Hit.__slots__)
