"""Every layout: its parts in their order, all its words, its marks, its look.

Each example is drawn once; what the order of a page is, is told in tata naskah 2.2.
"""

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from workflow.rendering.file_check import check_file
from workflow.rendering.ports import Rendered
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.typesetting.layouts import LAYOUTS, Layout, head_parts

from . import letters
from .layout_examples import EXAMPLES
from .layout_pictures import (
    KEPT,
    MOST_OTHER,
    picture,
    saved,
    share_of_other_points,
    side_by_side,
)

KOP = "DINAS KOMUNIKASI DAN INFORMATIKA"
NUMBER = "000.1.5/1187/SETDA/2026"
DAY = "20 November 2026"
SEAL, NAME = "Ditandatangani secara elektronik", "ARIF BUDIMAN, S.Kom., M.Si."
OFFICIAL = (SEAL, NAME, "Pembina Utama Muda (IV/c)", "NIP 19740312 199903 1 004")
DATED = (f"Wanasari, {DAY}", "KEPALA DINAS", *OFFICIAL)
LAW = ("BUPATI WANASARI PROVINSI JAWA KENCANA",)
ORDER: dict[Layout, tuple[str, ...]] = {
    "surat_dinas": (
        KOP,
        f"Nomor : {NUMBER}",
        "Sifat",
        "Hal : Undangan",
        "Yth. 1.",
        *OFFICIAL,
        "Tembusan:",
    ),
    "nota_dinas": (
        KOP,
        "NOTA DINAS",
        "Yth.",
        "Dari",
        "Tanggal",
        "Nomor",
        "Sifat",
        "Hal",
        *OFFICIAL,
    ),
    "memo": (
        KOP,
        "MEMORANDUM",
        f"Nomor {NUMBER}",
        "Yth.",
        "Dari",
        "Hal",
        f"Tanggal : {DAY}",
        *OFFICIAL,
        "Tembusan:",
    ),
    "tugas": (
        KOP,
        "SURAT PERINTAH",
        f"Nomor {NUMBER}",
        "Dasar : 1.",
        "MEMERINTAHKAN:",
        "Kepada : 1. Nama : Dewi",
        "Untuk : 1.",
        "Ditetapkan di Wanasari",
        f"pada tanggal {DAY}",
        *OFFICIAL,
        "Tembusan:",
    ),
    "spd": (
        KOP,
        f"Nomor : {NUMBER}",
        "SURAT PERJALANAN DINAS",
        "1. Pejabat yang memberi",
        "10. Keterangan",
        "Dikeluarkan di Wanasari",
        *OFFICIAL,
        "I. (tempat kedudukan) Berangkat dari",
        "II. Tiba di",
        "V. Tiba kembali",
    ),
    "edaran": (
        KOP,
        f"Wanasari, {DAY}",
        "Yth. 1.",
        "SURAT EDARAN",
        f"NOMOR {NUMBER}",
        "TENTANG",
        "KESIAPSIAGAAN",
        "A. Latar Belakang",
        "D. Penutup",
        *OFFICIAL,
    ),
    "keputusan": (
        *LAW,
        "KEPUTUSAN BUPATI WANASARI",
        f"NOMOR {NUMBER}",
        "TENTANG",
        "PEMBENTUKAN TIM",
        "BUPATI WANASARI,",
        "Menimbang : a.",
        "Mengingat : 1.",
        "MEMUTUSKAN:",
        "Menetapkan :",
        "KESATU :",
        "KETIGA :",
        "Ditetapkan di",
        f"pada tanggal {DAY}",
        "BUPATI WANASARI,",
        SEAL,
        "HARYO WICAKSONO",
        "Tembusan:",
    ),
    "instruksi": (
        *LAW,
        "INSTRUKSI BUPATI WANASARI",
        "NOMOR",
        "TENTANG",
        "BUPATI WANASARI,",
        "Kepada : 1.",
        "Untuk :",
        "KESATU :",
        "Dikeluarkan di",
        "HARYO WICAKSONO",
    ),
    "peraturan": (
        *LAW,
        "PERATURAN BUPATI WANASARI",
        "NOMOR",
        "TENTANG",
        "TATA NASKAH DINAS",
        "DENGAN RAHMAT TUHAN YANG MAHA ESA",
        "BUPATI WANASARI,",
        "Menimbang : bahwa",
        "Mengingat : 1.",
        "MEMUTUSKAN:",
        "Menetapkan :",
        "BAB I KETENTUAN UMUM",
        "Pasal 1",
        "BAB II",
        "Bagian Kesatu",
        "Pasal 2",
        "(1)",
        "(2)",
        "BAB III",
        "Pasal 3",
        "Ditetapkan di",
        SEAL,
        "HARYO WICAKSONO",
        "Diundangkan di Wanasari",
        "SEKRETARIS DAERAH",
        "WIDYA",
        "BERITA DAERAH",
    ),
    "pengumuman": (
        KOP,
        "PENGUMUMAN",
        f"NOMOR {NUMBER}",
        "TENTANG",
        "PELAYANAN ADMINDUK",
        "Diumumkan",
        "Dikeluarkan di",
        DAY,
        *OFFICIAL,
    ),
    "berita_acara": (
        KOP,
        "BERITA ACARA",
        "SERAH TERIMA",
        NUMBER,
        "Pada hari ini",
        "Komputer meja",
        f"Wanasari, {DAY}",
        "PIHAK KEDUA,",
        SEAL,
        "RATNA",
        NAME,
        "Saksi, Saksi,",
    ),
    "keterangan": (
        KOP,
        "SURAT KETERANGAN",
        f"Nomor {NUMBER}",
        "Yang bertanda tangan",
        "menerangkan bahwa",
        *DATED,
    ),
    "pengantar": (
        KOP,
        f"Wanasari, {DAY}",
        "Yth.",
        "SURAT PENGANTAR",
        NUMBER,
        "Jenis yang Dikirim",
        "Diterima tanggal",
        "Penerima,",
        SEAL,
        "TUTI",
        NAME,
    ),
    "kuasa": (
        KOP,
        "SURAT KUASA",
        NUMBER,
        "MEMBERI KUASA",
        "kepada:",
        DAY,
        "Yang menerima kuasa,",
        "Meterai Rp10.000",
        SEAL,
        "BAYU SETIAWAN",
        NAME,
    ),
    "perjanjian": (
        KOP,
        "PERJANJIAN KERJA SAMA",
        "TENTANG",
        "PRAKTIK KERJA",
        f"NOMOR {NUMBER}",
        "NOMOR 045/PKS",
        "Pada hari ini",
        "Pasal 1",
        "Pasal 3",
        "PIHAK KEDUA,",
        "Meterai Rp10.000",
        SEAL,
        "SRI LESTARI",
        NAME,
    ),
    "telaahan": (
        KOP,
        "TELAAHAN STAF",
        "Kepada : Yth.",
        "Dari",
        "Tanggal",
        "Nomor",
        "Lampiran",
        "Hal",
        "A. Persoalan",
        "B. Praanggapan",
        "C. Fakta",
        "D. Analisis",
        "E. Kesimpulan",
        "F. Saran",
        *OFFICIAL,
    ),
    "laporan": (
        KOP,
        "LAPORAN",
        "TENTANG",
        "PENDAMPINGAN",
        "A. Pendahuluan",
        "B. Kegiatan",
        "C. Hasil",
        "D. Simpulan",
        "E. Penutup",
        "Dibuat di",
        DAY,
        *OFFICIAL,
    ),
    "notula": (
        KOP,
        "NOTULA",
        "rapat :",
        "pimpinan :",
        "Pembahasan",
        "Keputusan",
        DAY,
        "Pimpinan rapat,",
        SEAL,
        "RATNA",
        NAME,
    ),
    "radiogram": (
        KOP,
        "RADIOGRAM",
        "REGISTRASI",
        "NOMOR",
        "DERAJAT : Biasa",
        "DARI",
        "UNTUK",
        "TEMBUSAN",
        "a. UMUM TTK",
        *OFFICIAL,
        "Waktu terima",
    ),
    "sertifikat": (
        KOP,
        "SERTIFIKAT",
        NUMBER,
        "diberikan kepada",
        "Bayu Setiawan",
        "peserta",
        f"Wanasari, {DAY}",
        SEAL,
        "ARIF BUDIMAN",
    ),
    "disposisi": (
        KOP,
        "LEMBAR DISPOSISI",
        NUMBER,
        "Hal: Bimbingan",
        "Surat dari",
        "Diteruskan kepada:",
        "Dengan hormat harap:",
        "Catatan",
        *DATED,
    ),
    "naskah": (
        KOP,
        "STANDAR OPERASIONAL PROSEDUR",
        "PENERIMAAN SURAT",
        NUMBER,
        "Tujuan",
        "Langkah",
        *DATED,
    ),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, Rendered]:
    drawing = TypstRenderer()
    return {
        name: drawing.render(tree, tree.type, letters.final(tree))
        for name, tree in EXAMPLES.items()
    }


def words(rendered: Rendered) -> str:
    with pypdfium2.PdfDocument(rendered.bytes) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).replace("\xad", "").split())


def test_every_layout_has_an_example_and_its_order():
    assert set(ORDER) == set(EXAMPLES) == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_parts_of_a_layout_stand_in_their_order(drawn, layout):
    text, at = words(drawn[layout]), 0
    for part in ORDER[layout]:
        found = text.find(part, at)
        assert found >= 0, f"“{part}” not after: {text[:at][-80:]}"
        at = found + len(part)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_shows_every_word_and_marks_every_part(drawn, layout):
    rendered = drawn[layout]
    blocks = {f"block:{block.id}" for block in EXAMPLES[layout].body}
    named = {"number", "date", "signature", "qr", "body-end"}

    assert rendered.faults == ()
    assert blocks | named <= set(rendered.marks)
    assert check_file(rendered.bytes) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_looks_as_it_was_looked_at(drawn, layout, tmp_path):
    kept = Image.open(KEPT / f"{layout}.png")
    now = picture(drawn[layout].bytes)
    other = share_of_other_points(kept, now)
    if other > MOST_OTHER:
        (tmp_path / f"{layout}.png").write_bytes(saved(side_by_side(kept, now)))

    assert other <= MOST_OTHER, f"kept, drawn, what differs: {tmp_path}/{layout}.png"


def test_pictures_of_layouts_are_small():
    sizes = {file.name: file.stat().st_size for file in Path(KEPT).glob("*.png")}
    assert max(sizes.values()) <= 40_000, sizes


def test_another_page_has_another_picture(drawn):
    one, other = (picture(drawn[name].bytes) for name in ("memo", "keterangan"))
    assert share_of_other_points(one, other) > MOST_OTHER


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if head_parts(one).sender])
def test_a_layout_that_says_from_whom_needs_it(layout):
    with pytest.raises(ValueError, match="sender"):
        type(EXAMPLES[layout]).model_validate(
            EXAMPLES[layout].model_dump() | {"sender": None}
        )


def test_whom_a_decree_goes_to_is_not_listed_behind_it(drawn):
    many = {"recipients": tuple((f"Camat {n}",) for n in range(6))}
    tree = EXAMPLES["keputusan"].model_copy(update=many)
    rendered = TypstRenderer().render(tree, tree.type, letters.final(tree))
    assert "DAFTAR PENERIMA" not in words(rendered)


def test_more_than_three_who_are_sent_stand_in_a_table():
    tree = EXAMPLES["tugas"]
    people = tree.body[1]
    longer = people.model_copy(update={"value": people.value * 2})
    body = (tree.body[0], longer, *tree.body[2:])
    rendered = TypstRenderer().render(
        tree.model_copy(update={"body": body}), tree.type, letters.final(tree)
    )
    assert "MEMERINTAHKAN: Kepada : No. Nama" in words(rendered)
