"""Searches in vain and slow ones: what is kept of them, and what never is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.analysis.synonyms import default_synonyms
from search.engines.contract import PageOf
from search.finding import searching
from search.watching.models import QueryFault, QueryNote, VainWord
from search.watching.noting import (
    SLOW_MS,
    Answered,
    forget_queries,
    note_answer,
    noted,
)
from tests.office.kabupaten import actor, build_office
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db


def note(person, text, *, total=0, took_ms=1, classes=()):
    given = Answered(text=text, total=total, took_ms=took_ms, classes=classes)
    note_answer(actor(person), given, default_synonyms())


def words(fault=QueryFault.EMPTY) -> list[str]:
    return [one.words for one in noted(fault)]


@pytest.fixture
def office():
    return build_office()


def test_known_words_are_kept_and_names_and_numbers_are_not(office):
    name = office.drafter.official.name

    note(office.drafter, f"surat tugas {name}")
    note(office.drafter, "pengangkatan 199003122019031004 3304012345678901 5/DLH/2021")
    note(office.drafter, "dari:bayu pegawai")

    kept = " ".join(words())
    assert "surat tugas" in kept
    assert not any(part.lower() in kept for part in name.split() if len(part) > 2)
    assert not any(char.isdigit() for char in kept)
    assert "bayu" not in kept
    everything = f"{list(QueryNote.objects.values())} {list(VainWord.objects.values())}"
    assert name.split()[0].lower() not in everything


def test_an_unknown_word_is_shown_once_three_people_typed_it(office):
    for person in (office.drafter, office.drafter, office.kabag):
        note(person, "rapat rakorbangda")
    assert words() == ["rapat …"]
    assert "rakorbangda" not in str(list(VainWord.objects.values()))

    note(office.kadis, "rapat rakorbangda")

    assert set(words()) == {"rapat …", "rapat rakorbangda"}
    assert VainWord.objects.get().persons == []


def test_slow_searches_are_kept_by_their_slowest(office):
    for took in (SLOW_MS, SLOW_MS + 500, SLOW_MS - 1):
        note(office.drafter, "laporan", total=1, took_ms=took, classes=[0])

    (slow,) = noted(QueryFault.SLOW)
    assert (slow.words, slow.times, slow.slowest_ms) == ("laporan", 2, SLOW_MS + 500)


def test_nothing_is_kept_where_a_confidential_letter_answered(office):
    note(office.drafter, "laporan", total=2, took_ms=SLOW_MS, classes=[0, 2])
    note(office.drafter, "pemeriksaan", total=1, took_ms=SLOW_MS, classes=[3])

    assert not QueryNote.objects.exists()


def test_of_an_answer_longer_than_its_page_no_word_is_kept(office):
    note(office.drafter, "laporan keuangan", total=99, took_ms=SLOW_MS, classes=[0])

    assert words(QueryFault.SLOW) == ["… …"]


def test_after_a_week_it_is_forgotten(office):
    note(office.drafter, "laporan rakorbangda")
    old = timezone.localdate() - timedelta(days=7)
    QueryNote.objects.update(day=old)
    VainWord.objects.update(seen_on=old)
    note(office.drafter, "surat")

    assert words() == ["surat"]
    forget_queries()

    assert QueryNote.objects.count() == 1
    assert not VainWord.objects.exists()


def test_a_search_in_vain_is_noted_and_offered_as_a_group(house, engine):
    request = searching.understand("pemusnahan undangan pegawai").request

    searching.search_as_meant(actor(house.drafter), request, PageOf())

    page = browser_of(house.admin.official).get("/pengaturan/pencarian/kata/")
    (shown,) = page.context["empty"]
    assert (shown.words, shown.times) == ("pemusnahan undangan pegawai", 1)
    assert "?kata=pemusnahan%20undangan%20pegawai#coba" in page.content.decode()
