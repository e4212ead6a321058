"""Lists: sorted by their heads, filters without a press, the order kept on paging."""

import re

import pytest

from tests.office.incoming import received, registered
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of
from workflow.models import Letter

pytestmark = pytest.mark.django_db
LIST = "/naskah-keluar/"


def shown(page) -> list[str]:
    return [row.title for row in page.context["rows"]]


def test_a_head_sorts_and_turns_the_order_around(office):
    first = make_draft(office, subject="Lama")
    make_draft(office, subject="Baru")
    Letter.objects.filter(pk=first.pk).update(updated_at="2020-01-01T00:00:00Z")
    client = client_of(office.drafter)

    newest = client.get(LIST, {"urut": "-diubah"})
    oldest = client.get(LIST, {"urut": "diubah"})

    assert shown(newest) == ["Baru", "Lama"]
    assert shown(oldest) == ["Lama", "Baru"]
    assert 'aria-sort="descending"' in newest.content.decode()
    assert "?urut=diubah" in newest.content.decode()
    assert 'aria-sort="ascending"' in oldest.content.decode()


def test_an_unknown_order_is_the_usual_one(office):
    make_draft(office, subject="Satu")
    make_draft(office, subject="Dua")

    page = client_of(office.drafter).get(LIST, {"urut": "subject"})

    assert shown(page) == ["Dua", "Satu"]


def test_pages_of_a_sorted_list_together_are_the_whole_list(office, monkeypatch):
    monkeypatch.setattr("workflow.admin.outgoing.listing.PAGE_SIZE", 2)
    for n in range(5):
        make_draft(office, subject=f"Konsep {n}")
    client, seen = client_of(office.drafter), []

    page = client.get(LIST, {"urut": "diubah"})
    seen += shown(page)
    while page.context["next"]:
        page = client.get(f"{LIST}?{page.context['next']}")
        seen += shown(page)

    assert seen == [f"Konsep {n}" for n in range(5)]


@pytest.mark.parametrize(
    "path", ["/arsip/", "/arsip/berkas/", "/laporan/buku/keluar/", "/cari/?q=rapat"]
)
def test_filters_apply_at_once_and_keep_their_button(office, path):
    page = client_of(office.setda_archivist).get(path).content.decode()

    for form in re.findall(r'<form class="eo-filters".*?</form>', page, re.DOTALL):
        assert "change->eo-filters#apply" in form
        assert 'type="submit"' in form


def test_nobody_is_ticked_for_a_disposition_before_the_giver_chose(office):
    from tests.office.incoming import disposed

    disposed(office, office.kadis)
    incoming = registered(office, number="77/X/2026")

    page = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/disposisi/")

    text = page.content.decode()
    assert page.context["proposed"]
    assert not re.search(r'name="to"[^>]* checked', text)


def test_a_letter_from_inside_shows_the_senders_own_text(office):
    from tests.office.outgoing import sent
    from tests.office.signers import make_signer

    make_signer(office.sekda)
    letter = sent(office)
    incoming = letter.deliveries.exclude(position=None).first().incoming
    page = client_of(office.kadis).get(f"/naskah-masuk/{incoming.pk}/")

    viewer = page.context["viewer"]
    assert "<b>Hal</b>" in viewer.text
    assert viewer.phone_first == "text"
    assert 'data-eo-viewer-first-value="text"' in page.content.decode()


def test_a_scan_shows_its_picture_first(office):
    incoming = received(office)

    page = client_of(office.setda_clerk).get(f"/naskah-masuk/{incoming.pk}/catat/")

    assert page.context["viewer"].phone_first == "pages"
