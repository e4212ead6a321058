"""Paper, margins and foot as the office sets them: for what is frozen afterwards."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eoffice.errors import Invalid
from eoffice.policies.changing import change_policy
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of
from tests.workflow.rendering import letters
from tests.workflow.rendering.page_lines import lines_of
from workflow.letterheads.foot_text import FOOT_TEXT
from workflow.letters.content import build_tree, readable_body
from workflow.letters.page_check import judged_letter
from workflow.rendering.tree import LetterTree, content_hash
from workflow.rendering.typst_renderer import TypstRenderer

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/kop/"


def change(office, name: str, **value) -> None:
    change_policy(
        actor=actor(office.admin),
        name=name,
        value=value,
        reason="Perbup Nomor 9",
        expected_version=None,
    )


def tree_of(letter) -> LetterTree:
    return build_tree(letter, body=readable_body(letter))


def test_a_change_of_paper_holds_for_what_is_frozen_after_it(office):
    before = submitted(office)
    frozen = before.current_version.content
    change(office, "page_profile", paper="F4", margin_left_mm=35, prints_biasa=True)

    page = judged_letter(make_draft(office), [])

    assert page.faults == []
    assert page.tree.page.paper == "F4"
    assert page.tree.page.margins_mm.left == 35
    marks = [line.text for line in lines_of(page.rendered.bytes) if line.page == 1]
    assert marks[0] == "B"
    before.refresh_from_db()
    assert before.current_version.content == frozen
    kept = LetterTree.model_validate(frozen)
    assert kept.page.paper == "A4"
    assert content_hash(kept) == before.current_version.content_hash


def test_the_foot_names_the_issuer_and_is_filled_in_when_signed(office):
    change(
        office,
        "foot_text",
        sentence="Sertifikat: {penerbit}. Periksa di {alamat}, kode {kode}.",
        issuer="Balai Sertifikasi",
    )

    tree = tree_of(make_draft(office))

    assert (
        tree.foot == "Sertifikat: Balai Sertifikasi. Periksa di {alamat}, kode {kode}."
    )
    pdf = TypstRenderer().render(tree, tree.type, letters.final(tree)).bytes
    foot = " ".join(
        line.text for line in lines_of(pdf) if line.size == tree.page.foot_size_pt
    )
    assert tree.page.foot_size_pt >= 7.5
    assert "Sertifikat: Balai Sertifikasi. Periksa di surat.wanasari.example" in foot
    assert letters.CODE[:4] in foot
    assert f"Kode isi: {content_hash(tree)[:12]}" in foot


def test_the_product_names_no_authority_that_did_not_certify(office):
    assert "{penerbit}" in FOOT_TEXT.default.sentence
    assert "otoritas sertifikat demo" in FOOT_TEXT.default.frozen()


@pytest.mark.parametrize(
    "sentence",
    [
        "Tanpa tempat.",
        "Hanya {alamat}.",
        "{alamat} {alamat} {kode}",
        "{alamat} {kode} {rahasia}",
        "{alamat} {kode} {",
    ],
)
def test_a_foot_without_its_places_is_refused(office, sentence):
    with pytest.raises(Invalid) as refusal:
        change(office, "foot_text", sentence=sentence)

    assert refusal.value.faults[0].field == "sentence"


def test_the_longest_foot_stays_on_the_paper(office):
    change(
        office,
        "foot_text",
        sentence=("Kata " * 80)[:270] + " {penerbit} {alamat} {kode}",
        issuer="B" * 3 + " alai" * 23,
    )
    change(office, "page_profile", margin_bottom_mm=20)
    tree = tree_of(make_draft(office))

    drawn = TypstRenderer().render(tree, tree.type, letters.final(tree))

    assert drawn.faults == ()
    assert max(line.baseline for line in lines_of(drawn.bytes)) < 842 - 5


def test_the_page_shows_the_kop_and_takes_an_emblem(office):
    client = client_of(office.admin)
    page = client.get(PAGE, {"unit": str(office.setda.pk)})
    assert page.status_code == 200
    assert "data:image/webp;base64," in page.content.decode()

    head = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    file = head + b'<path d="M0 0h9"/></svg>'
    brought = client.post(
        PAGE, {"kind": "agency", "file": SimpleUploadedFile("l.svg", file)}
    )
    shown = client.get(brought["Location"])
    assert "data:image/webp;base64," in shown.content.decode()
    done = client.post(brought["Location"], {"reason": "Perda Nomor 1"})
    assert done["Location"] == PAGE
    assert "Perda Nomor 1" in client.get(PAGE).content.decode()


def test_a_refused_file_is_told_at_its_field(office):
    file = SimpleUploadedFile("l.svg", b"<html/>")
    page = client_of(office.admin).post(PAGE, {"kind": "agency", "file": file})

    assert "bukan SVG atau PNG" in page.content.decode()


@pytest.mark.parametrize("who", ["sekda", "drafter"])
def test_the_page_is_for_administrators(office, who):
    assert client_of(getattr(office, who)).get(PAGE).status_code == 404
