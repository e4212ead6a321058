"""Search in a whole office: acts, the outbox, the index, and who finds what."""

import random
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.grants.granting import grant_reading
from archive.models import ReadingGrant, Record
from search.engines.contract import Hit, PageOf
from search.finding import searching
from search.finding.access import access_of, still_visible, visible_to
from search.kinds import KINDS
from search.projection.indexing import index_targets
from search.projection.targets import targets_of
from tests.office.kabupaten import actor
from tests.search.letters import (
    drain,
    ids_found,
    letters_found,
    letters_visible,
    sent,
    submitted,
)
from workflow.letters.access import refresh_access
from workflow.models import Letter

pytestmark = pytest.mark.django_db


def everybody(office):
    return [person for person in vars(office).values() if hasattr(person, "user")]


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

    assert kinds(house.kadis) == {"incoming"}
    assert kinds(house.drafter) == {"letter"}
    assert kinds(house.setda_archivist) == {"letter"}


@pytest.mark.parametrize("security_class", ["biasa", "terbatas", "rahasia"])
def test_everybody_finds_exactly_what_the_lists_show(house, engine, security_class):
    sent(house, engine, subject="Surat satu", security_class=security_class)
    submitted(house, subject="Surat dua", security_class=security_class)
    drain(engine)

    for person in everybody(house):
        assert letters_found(person, "") == letters_visible(person)


def test_facets_and_suggestions_count_only_what_the_person_sees(house, engine):
    sent(house, engine, subject="Undangan musyawarah")

    request = searching.understand("undangan").request
    for person in everybody(house):
        answer = searching.search(actor(person), request, PageOf())
        counted = [one.count for one in answer.facets["kind"]]
        assert max(counted, default=0) <= answer.total <= sum(counted)
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


def test_a_grant_to_read_finds_its_record_and_only_while_it_lasts(house, engine):
    words = "Pemeriksaan disiplin"
    letter = sent(house, engine, subject=words, security_class="rahasia")
    record, today = Record.objects.get(letter=letter), timezone.localdate()
    grant_reading(
        actor=actor(house.sekda),
        record_id=record.pk,
        reader=house.stranger.official,
        until_on=today,
        reason="Bahan audit",
    )
    drain(engine)
    assert ids_found(house.stranger, "pemeriksaan") == {str(record.pk)}

    grants = ReadingGrant.objects.filter(record=record)
    grants.update(until_on=today - timedelta(days=1))  # by itself: nothing is indexed
    request = searching.understand("pemeriksaan").request
    results = engine.search(request, access_of(actor(house.stranger)))
    assert (results.hits, results.total) == ((), 0)


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
            assert letters_found(person, "surat") == letters_visible(person)


def access_tokens(person) -> set[str]:
    who = access_of(actor(person))
    return set(who.all_tokens)


def test_the_last_check_drops_what_the_database_does_not_show(house, engine, caplog):
    letter = sent(house, engine, subject="Rapat tertutup")
    request = searching.understand("rapat").request
    hits = engine.search(request, access_of(actor(house.drafter))).hits
    assert str(letter.pk) in {hit.id for hit in hits}

    shown = still_visible(actor(house.stranger), hits)

    assert shown == ([], {})
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


def test_a_hit_carries_no_more_than_the_page_needs():
    assert not {"body", "access", "denied", "nips"} & set(Hit.__slots__)
