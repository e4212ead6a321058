"""The desk: facets with counts, chosen columns, and views of one's own."""

import pytest

from archive.desk.models import SavedView, ViewedList
from archive.desk.saving import MOST_VIEWS, save_view
from archive.models import Medium
from eoffice.errors import Invalid
from tests.office.kabupaten import actor
from tests.office.records import make_file, make_record
from tests.office.visitors import browser_of

pytestmark = pytest.mark.django_db
SAVE = "/arsip/tampilan/"


def saved(client, name, query, viewed="records"):
    given = {"daftar": viewed, "nama": name, "alamat": query}
    return client.post(SAVE, given)


def test_facets_count_what_one_may_see_and_narrow_to_it(office):
    client = browser_of(office.setda_archivist.official)
    paper = make_record(office, "Kertas lama", medium=Medium.PAPER)
    make_record(office)
    make_record(office, medium=Medium.PAPER, unit=office.kominfo)

    page = client.get("/arsip/")
    facets = {one.name: one for one in page.context["facets"]}
    counts = {one.value: one.count for one in facets["media"].choices}
    narrowed = client.get("/arsip/?media=paper&kolom=media")

    assert counts == {"paper": 1, "electronic": 1}
    assert [row.record for row in narrowed.context["rows"]] == [paper]
    assert [one.name for one in narrowed.context["columns"]] == ["media"]


def test_files_have_facets_that_say_what_their_filters_find(office):
    client = browser_of(office.setda_archivist.official)
    make_file(office.setda_archivist, office.setda)

    page = client.get("/arsip/berkas/")
    for facet in page.context["facets"]:
        for choice in facet.choices:
            found = client.get(f"/arsip/berkas/?{facet.name}={choice.value}")
            assert found.context["total"] == choice.count == 1


def test_a_view_keeps_filters_columns_and_sorting_and_nothing_else(office):
    client = browser_of(office.setda_archivist.official)
    asked = "urut=-tanggal&media=paper&kolom=nomor&kolom=media&sesudah=x&lain=1"

    answer = saved(client, "  Kertas  lama ", asked)
    kept = SavedView.objects.get()
    page = client.get("/arsip/")

    assert answer.headers["Location"] == f"/arsip/?{kept.query}"
    assert kept.name == "Kertas lama"
    assert kept.query == "urut=-tanggal&media=paper&kolom=nomor&kolom=media"
    assert "Kertas lama" in page.content.decode()
    assert client.get(f"/arsip/?{kept.query}").status_code == 200


def test_the_same_name_replaces_and_each_list_has_its_own(office):
    client = browser_of(office.setda_archivist.official)

    saved(client, "Harian", "media=paper")
    saved(client, "Harian", "media=scanned")
    saved(client, "Harian", "keadaan=ended", viewed="files")

    kept = SavedView.objects.order_by("viewed").values_list("viewed", "query")
    assert list(kept) == [("files", "keadaan=ended"), ("records", "media=scanned")]


def test_nobody_sees_or_removes_the_view_of_another(office):
    client = browser_of(office.setda_archivist.official)
    saved(client, "Milik sendiri", "media=paper")
    view = SavedView.objects.get()
    other = browser_of(office.kominfo_clerk.official)

    assert "Milik sendiri" not in other.get("/arsip/").content.decode()
    assert other.post(f"{SAVE}{view.pk}/hapus/").status_code == 404
    assert SavedView.objects.filter(pk=view.pk).exists()

    assert client.post(f"{SAVE}{view.pk}/hapus/").headers["Location"] == "/arsip/"
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("fault", ["no name", "too long", "too many"])
def test_what_can_not_be_kept_is_refused_in_words(office, fault):
    who = actor(office.setda_archivist)
    if fault == "too many":
        for n in range(MOST_VIEWS):
            save_view(actor=who, viewed=ViewedList.RECORDS, name=str(n), query="")
    name = " " if fault == "no name" else "Baru"
    query = "q=" + "a" * 1000 if fault == "too long" else ""
    before = SavedView.objects.count()

    with pytest.raises(Invalid):
        save_view(actor=who, viewed=ViewedList.RECORDS, name=name, query=query)

    assert SavedView.objects.count() == before
    client = browser_of(office.setda_archivist.official)
    assert saved(client, name, query).status_code == 302
    assert SavedView.objects.count() == before


def test_an_unknown_list_is_not_found(office):
    client = browser_of(office.setda_archivist.official)

    assert saved(client, "Apa", "", viewed="letters").status_code == 404
