"""Pages of letters: what stands on them, and that the same letter is the same file."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest

from workflow.rendering.body import parse_block, parse_body
from workflow.rendering.errors import TextNotPrintable
from workflow.rendering.ports import Rendered, RenderFacts
from workflow.rendering.tree import Annex, LetterTree
from workflow.rendering.typst_renderer import TypstRenderer

from . import letters
from .page_lines import line_with


def draw(tree: LetterTree, facts: RenderFacts | None = None) -> Rendered:
    return TypstRenderer().render(tree, tree.type, facts or letters.final(tree))


def page_texts(drawn: Rendered) -> list[str]:
    document = pypdfium2.PdfDocument(drawn.bytes)
    return [page.get_textpage().get_text_bounded() for page in document]


def words(drawn: Rendered) -> str:
    return " ".join(" ".join(page_texts(drawn)).replace("\xad", "").split())


def paragraph(text: str) -> dict:
    return {"type": "paragraph", "value": text}


def test_the_same_letter_gives_the_same_bytes():
    tree = letters.letter()
    assert draw(tree).bytes == draw(letters.letter()).bytes


def test_a_final_page_carries_number_date_code_and_fingerprint():
    tree = letters.letter()
    text = words(draw(tree))
    assert "000.1.5/1187/SETDA/2026" in text
    assert "Wanasari, 20 November 2026" in text
    assert "Ditandatangani secara elektronik" in text
    assert "7K2Q-9XJ4-MD8R-T0VW-5B3N" in text
    assert letters.final(tree).content_hash[:12] in text
    assert "KONSEP" not in text


def test_a_preview_says_what_comes_later_and_has_no_code():
    drawn = draw(letters.letter(), letters.preview())
    text = words(drawn)
    assert "diberikan saat ditandatangani" in text
    assert "tanggal tanda tangan" in text
    assert "KONSEP" in text
    assert "qr" not in drawn.marks


def test_every_block_is_printed():
    text = words(draw(letters.letter()))
    for part in (
        "sebagai berikut:",
        "1. Data dukung",
        "a. tata kelola;",
        "1) administrasi;",
        "a) arsip",
        "Jadwal",
        "Kamis, 3 Desember 2026",
        "Domain Indikator Nilai",
        "198001012005012001",
        "diucapkan terima kasih.",
    ):
        assert part in text


def test_a_nota_dinas_has_its_head_in_office_order():
    _letterhead, text = words(draw(letters.nota_dinas())).split("NOTA DINAS")
    places = [
        text.index(label)
        for label in (
            "Yth.",
            "Dari",
            "Tembusan",
            "Tanggal",
            "Nomor",
            "Sifat",
            "Lampiran",
            "Hal",
        )
    ]
    assert places == sorted(places)


def test_several_addressees_are_numbered():
    tree = letters.letter(
        recipients=(("Camat Kauman",), ("Camat Pandan",)), recipients_place="Wanasari"
    )
    assert "Yth. 1. Camat Kauman 2. Camat Pandan di Wanasari" in words(draw(tree))


def test_more_than_four_addressees_stand_on_a_list_of_their_own():
    names = [f"Camat {name}" for name in ("Alang", "Bendo", "Cepu", "Dolok", "Eling")]
    tree = letters.letter(
        recipients=tuple((name,) for name in names), recipients_place="Tempat"
    )
    pages = [" ".join(text.split()) for text in page_texts(draw(tree))]
    assert "Yth. (daftar terlampir) di Tempat" in pages[0]
    assert not any(name in pages[0] for name in names)
    assert "Lampiran surat" in pages[-1]
    assert "DAFTAR PENERIMA SURAT" in pages[-1]
    assert all(name in pages[-1] for name in names)


def test_a_nota_dinas_names_no_place_of_its_addressees():
    head, _body = words(draw(letters.nota_dinas())).split("Menindaklanjuti")
    assert " di " not in head.split("NOTA DINAS")[1]


def test_the_page_number_begins_on_page_two():
    first, second, *_rest = page_texts(draw(letters.letter()))
    assert "– 1 –" not in first
    assert "– 2 –" in second


@pytest.mark.parametrize(
    ("security_class", "code", "sifat"),
    [
        ("terbatas", "T", "Terbatas / Segera"),
        ("rahasia", "R", "Rahasia / Segera"),
        ("sangat_rahasia", "SR", "Sangat Rahasia / Segera"),
    ],
)
@pytest.mark.parametrize("make", [letters.letter, letters.nota_dinas])
def test_a_classed_letter_says_so_first(make, security_class, code, sifat):
    drawn = draw(make(security_class=security_class))
    for text in page_texts(drawn):
        assert text.split()[0] == code
    assert f"Sifat : {sifat} Lampiran" in words(drawn)


def test_the_mark_stands_at_the_top_left():
    tree = letters.letter(security_class="rahasia")
    mark = line_with(draw(tree).bytes, "R")
    assert mark.baseline < tree.page.margins_mm.top * 72 / 25.4
    assert mark.left < (tree.page.margins_mm.left + 3) * 72 / 25.4


@pytest.mark.parametrize(
    ("asked", "urgency", "sifat"),
    [(True, "segera", "Segera"), (None, "penting", "Penting")],
)
def test_class_b_is_marked_where_the_office_wants_it(asked, urgency, sifat):
    drawn = draw(letters.letter(page={"prints_biasa": asked}, urgency=urgency))
    assert (page_texts(drawn)[0].split()[0] == "B") is bool(asked)
    assert f"Sifat : {sifat} Lampiran" in words(drawn)


@pytest.mark.parametrize("make", [letters.letter, letters.nota_dinas])
def test_each_attached_file_is_named_with_its_pages_and_code(make):
    files = (
        {"name": "anggaran.pdf", "sha256": "a1" * 32, "size": 9_000, "pages": 12},
        {"name": "daftar.docx", "sha256": "b2" * 32, "size": 70_000},
    )
    drawn = draw(make(attachment_files=files))
    told = words(drawn).split("Berkas lampiran:")[1]
    assert "1. anggaran.pdf, 12 halaman, kode isi a1a1a1a1a1a1" in told
    assert "2. daftar.docx, 68 KB, kode isi b2b2b2b2b2b2" in told
    assert drawn.faults == ()


def test_annexes_follow_without_letterhead_and_are_counted_in_roman():
    annex = Annex(title="Daftar Peserta", body=parse_body([paragraph("Isi lampiran.")]))
    drawn = draw(letters.letter(annexes=(annex, annex)))
    last = " ".join(page_texts(drawn)[-1].split())
    assert "Lampiran II surat" in last
    assert "000.1.5/1187/SETDA/2026" in last
    assert "PEMERINTAH" not in last


def test_f4_paper_is_215_by_330_millimetres():
    tree = letters.letter()
    page = tree.page.model_copy(update={"paper": "F4"})
    document = pypdfium2.PdfDocument(draw(tree.model_copy(update={"page": page})).bytes)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (609, 935)


def test_the_file_names_title_author_language_and_the_letter_s_date():
    drawn = draw(letters.letter())
    with pikepdf.open(io.BytesIO(drawn.bytes)) as document:
        assert document.Root.Lang == "id"
        assert str(document.docinfo.Title).startswith("Penyampaian data dukung")
        assert str(document.docinfo.Author).startswith("Sekretariat Daerah")
        assert str(document.docinfo.CreationDate).startswith("D:20261120")


def test_exactly_one_line_end_follows_the_end_of_the_file():
    assert draw(letters.letter()).bytes.endswith(b"%%EOF\n")


def test_marks_name_every_block_and_the_signature():
    marks = draw(letters.letter()).marks
    assert {"number", "date", "signature", "qr", "body-end"} <= set(marks)
    assert {f"block:{block['id']}" for block in letters.EVERY_BLOCK} <= set(marks)
    page, x, y = marks["qr"]
    assert page == 2
    assert 0 < x < 595
    assert 0 < y < 842


def test_a_long_table_repeats_its_header_on_every_page():
    rows = [[str(row), f"Desa nomor {row}", "tercapai"] for row in range(300)]
    table = {"header": ["No", "Uraian Desa", "Hasil"], "rows": rows}
    drawn = draw(letters.letter([{"type": "table", "value": table}]))
    texts = page_texts(drawn)
    with_rows = [text for text in texts if "Desa nomor" in text]
    assert len(with_rows) > 5
    assert all("Uraian Desa" in text for text in with_rows)
    assert "Desa nomor 299" in texts[drawn.marks["signature"][0] - 1]


def test_a_long_table_begins_on_the_page_of_its_announcement():
    table = {"header": ["No", "Desa"], "rows": [[str(n), "Desa"] for n in range(90)]}
    announced = {"id": "awal", "type": "paragraph", "value": letters.OPENING}
    drawn = draw(letters.letter([announced, {"type": "table", "value": table}]))
    assert drawn.marks["block:awal"][0] == 1
    assert "Desa" in page_texts(drawn)[0].split("sebagai berikut:")[1]


@pytest.mark.parametrize("rows", range(18, 34))
def test_the_signature_never_stands_alone_after_a_table(rows):
    table = {
        "header": ["No", "Desa"],
        "rows": [[str(n), f"Desa {n}"] for n in range(rows)],
    }
    drawn = draw(letters.letter([{"type": "table", "value": table}]))
    page = drawn.marks["signature"][0]
    assert f"Desa {rows - 1}" in page_texts(drawn)[page - 1]


@pytest.mark.parametrize("points", range(10, 24))
def test_the_signature_never_stands_alone_after_a_list(points):
    value = [f"Butir ke-{n} selesai." for n in range(points)]
    drawn = draw(letters.letter([{"type": "numbered_list", "value": value}]))
    page = drawn.marks["signature"][0]
    assert f"Butir ke-{points - 1}" in page_texts(drawn)[page - 1]


@pytest.mark.parametrize("sentences", range(28, 60, 3))
def test_the_signature_never_stands_alone_after_a_long_paragraph(sentences):
    text = "Kalimat biasa yang mengisi baris surat ini. " * sentences
    drawn = draw(letters.letter([paragraph(text + "Akhir kata.")]))
    page = drawn.marks["signature"][0]
    assert "Akhir kata." in page_texts(drawn)[page - 1]


def test_ten_thousand_words_are_printed_whole():
    blocks = [paragraph(f"Alinea {n}. " + "kata biasa " * 49) for n in range(100)]
    drawn = draw(letters.letter(blocks))
    assert drawn.pages > 15
    assert words(drawn).count("kata biasa") == 4900


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        '#import "@preview/cetz:0.1.0"',
        "{{ settings.SECRET_KEY }} {% load x %}",
        "${x} $x^2$ \\u{41} `kode`",
        "= Judul *tebal* _miring_ @sitasi <label>".replace("<label>", "&lt;label&gt;"),
        "*/ ]) #panic() /* \\",
        "%s %(x)s {0} \\n",
    ],
)
def test_markup_of_other_languages_is_printed_as_it_is(hostile):
    shown = hostile.replace("&lt;", "<").replace("&gt;", ">")
    tree = letters.letter([paragraph(hostile)], subject=shown)
    text = words(draw(tree))
    assert text.count(shown) == 2


def test_arabic_and_ticks_are_printed_with_the_fallback_fonts():
    drawn = draw(
        letters.letter([paragraph("Assalamu'alaikum السلام عليكم ✓ ☐ → ≥ ∑ √ ±")])
    )
    assert drawn.pages == 1
    assert "✓" in words(drawn)


@pytest.mark.parametrize("sign", ["😀", "日", "ꦲ", "\ue000", "𒀀", "👨‍👩‍👧"])
def test_a_sign_without_glyph_is_refused_with_its_sentence(sign):
    blocks = [
        {"id": "satu", "type": "paragraph", "value": "Baik."},
        {"id": "dua", "type": "numbered_list", "value": [f"Awal. Ada {sign} di sini."]},
    ]
    with pytest.raises(TextNotPrintable) as refusal:
        draw(letters.letter(blocks))
    fault = refusal.value.faults[0]
    assert fault.block_id == "dua"
    assert fault.index == 1
    assert fault.excerpt == f"Ada {sign} di sini."


def test_a_sign_without_glyph_in_the_subject_names_the_field():
    with pytest.raises(TextNotPrintable) as refusal:
        draw(letters.letter(subject="Undangan 🎉"))
    assert [fault.field for fault in refusal.value.faults] == ["subject"]


def test_final_pages_need_every_fact():
    with pytest.raises(ValueError, match="verification_code"):
        RenderFacts(
            mode="final",
            number="1",
            letter_date=date(2026, 3, 5),
            verification_url="https://x.example/v/1",
            content_hash="a" * 64,
        )


def test_empty_cells_stay_empty():
    table = {"header": ["Desa", "Nilai"], "rows": [["Kauman", ""], ["", "7"]]}
    assert "Kauman 7" in words(
        draw(letters.letter([{"type": "table", "value": table}]))
    )


def test_a_letter_without_text_yet_can_be_looked_at():
    drawn = draw(letters.letter([]), letters.preview())
    assert drawn.pages == 1


def test_a_page_break_begins_a_new_page():
    blocks = [
        paragraph("Pertama."),
        {"type": "page_break", "value": None},
        {"id": "kedua", "type": "paragraph", "value": "Kedua."},
    ]
    assert draw(letters.letter(blocks)).marks["block:kedua"][0] == 2


def test_a_proposed_number_and_date_are_shown_as_not_yet_final():
    facts = RenderFacts(mode="frozen", number="12/X", letter_date=date(2026, 3, 5))
    text = words(draw(letters.letter(), facts))
    assert "12/X" in text
    assert "Wanasari, 5 Maret 2026" in text
    assert "KONSEP" in text


def test_a_word_longer_than_the_line_stays_on_the_paper():
    drawn = draw(letters.letter([paragraph("x" * 400)], subject="y" * 200))
    page = pypdfium2.PdfDocument(drawn.bytes)[0].get_textpage()
    right_edge = max(page.get_charbox(at)[2] for at in range(page.count_chars()))
    assert right_edge < 595


def test_right_to_left_overrides_do_not_reach_the_page():
    assert "Bayar 100" in words(draw(letters.letter([paragraph("Bayar \u202e100")])))


def test_money_stands_at_the_right_of_its_column():
    rows = [["Pegawai", "1.250,00"], ["Modal", "125.000.250,00"]]
    value = {"header": ["Uraian", "Rp"], "rows": rows, "align": ["left", "right"]}
    drawn = draw(letters.letter([{"type": "table", "value": value}]))
    ends = [line_with(drawn.bytes, row[1]).right for row in rows]
    assert ends[0] == pytest.approx(ends[1], abs=0.2)


def test_a_gap_is_drawn_with_its_name_in_a_draft():
    gap = parse_block(paragraph("Yth. <var>nama</var>"), is_draft=True)
    tree = letters.letter([]).model_copy(update={"body": (gap,)})
    assert "Yth. nama" in words(draw(tree, letters.preview()))


def test_dictum_and_articles_are_counted_by_the_page():
    blocks = [
        {"type": "dictum", "value": {"word": "MEMUTUSKAN:", "items": ["Satu."] * 21}},
        {"type": "chapter", "value": {"kind": "bab", "title": "Umum"}},
        {"type": "chapter", "value": {"kind": "bagian", "title": "Arti"}},
        {"type": "article", "value": {"paragraphs": ["Tunggal."]}},
        {"type": "chapter", "value": {"kind": "bab", "title": "Isi"}},
        {"type": "article", "value": {"paragraphs": ["Ayat."] * 2}},
    ]
    text = words(draw(letters.letter(blocks)))
    for part in (
        "KESEBELAS : Satu. KEDUA BELAS : Satu.",
        "KEDUA PULUH : Satu. KEDUA PULUH SATU : Satu.",
        "BAB I UMUM Bagian Kesatu Arti Pasal 1 Tunggal.",
        "BAB II ISI Pasal 2 (1) Ayat. (2) Ayat.",
    ):
        assert part in text
