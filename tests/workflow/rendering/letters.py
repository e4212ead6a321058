"""Letters of the invented Kabupaten Wanasari, for tests and the speed run."""

from datetime import date

from workflow.rendering.body import parse_body
from workflow.rendering.ports import RenderFacts
from workflow.rendering.tree import (
    Letterhead,
    LetterTree,
    SignatureBlock,
    content_hash,
)

ADDRESS = (
    "Jalan Alun-Alun Timur Nomor 1, Kelurahan Kauman, Kecamatan Wanasari, "
    "Kode Pos 00000"
)
SECRETARIAT = Letterhead(
    kind="agency",
    lines=("PEMERINTAH KABUPATEN WANASARI", "SEKRETARIAT DAERAH"),
    address=(
        ADDRESS,
        "Telepon (0000) 550101 · setda.wanasari.example · setda@wanasari.example",
    ),
)
REGENT = Letterhead(
    kind="head_of_region",
    lines=("BUPATI WANASARI",),
    address=SECRETARIAT.address,
)
SECRETARY = SignatureBlock(
    authority=("a.n. BUPATI WANASARI", "SEKRETARIS DAERAH,"),
    name="Ir. WIDYA KUSUMANINGRUM, M.T.",
)
HEAD_OF_AGENCY = SignatureBlock(
    authority=("KEPALA DINAS KOMUNIKASI DAN INFORMATIKA,",),
    name="ARIF BUDIMAN, S.Kom., M.Si.",
    rank="Pembina Utama Muda (IV/c)",
    nip="19740312 199903 1 004",
)
CODE = "7K2Q9XJ4MD8RT0VW5B3N"

OPENING = (
    "Menindaklanjuti surat Deputi Bidang Transformasi Digital Pemerintah tanggal "
    "9 November 2026 hal jadwal evaluasi SPBE, dengan hormat kami sampaikan hal-hal "
    "sebagai berikut:"
)
CLOSING = "Demikian, atas perhatian dan kerja sama Saudara diucapkan terima kasih."
FIRST_POINT = (
    "Data dukung 47 indikator telah <b>lengkap</b> dan dapat diunduh melalui "
    '<a href="https://spbe.wanasari.example/data">tautan pada lampiran I</a>.'
)
EVERY_BLOCK = [
    {"id": "p1", "type": "paragraph", "value": OPENING},
    {
        "id": "l1",
        "type": "numbered_list",
        "value": [
            FIRST_POINT,
            {
                "text": "Penilaian mandiri menghasilkan indeks 3,46 disertai:",
                "items": [
                    "tata kelola;",
                    {
                        "text": "layanan:",
                        "items": [
                            {"text": "administrasi;", "items": ["arsip", "naskah"]},
                            "publik.",
                        ],
                    },
                ],
            },
            "Narahubung kami adalah Dewi Anggraini, S.Sos., Kepala Bidang Aplikasi.",
        ],
    },
    {"id": "h1", "type": "heading", "value": "Jadwal"},
    {
        "id": "f1",
        "type": "fields",
        "value": [
            {"label": "hari, tanggal", "value": "Kamis, 3 Desember 2026"},
            {"label": "pukul", "value": "09.00 WIB sampai selesai"},
            {"label": "tempat", "value": "Aula Wanawiyata, Setda"},
        ],
    },
    {
        "id": "t1",
        "type": "table",
        "value": {
            "header": ["Domain", "Indikator", "Nilai"],
            "rows": [["Kebijakan", "10", "3,40"], ["<i>Layanan</i>", "16", "3,61"]],
            "widths": [50, 25, 25],
        },
    },
    {
        "id": "o1",
        "type": "people_table",
        "value": [
            {
                "name": "Dewi Anggraini, S.Sos.",
                "rank": "Pembina (IV/a)",
                "nip": "198001012005012001",
                "position": "Kepala Bidang Aplikasi",
            },
            {
                "name": "Bayu Setiawan",
                "rank": "Penata (III/c)",
                "nip": "198902022014031002",
                "position": "Analis Kebijakan",
            },
        ],
    },
    {"id": "p2", "type": "paragraph", "value": CLOSING},
]


def letter(blocks: list[dict] | None = None, **changes: object) -> LetterTree:
    facts = {
        "type": "surat_dinas",
        "letterhead": SECRETARIAT,
        "place": "Wanasari",
        "subject": "Penyampaian data dukung evaluasi SPBE tahun 2026",
        "urgency": "segera",
        "classification": "000.1.5",
        "attachments": "2 (dua) berkas",
        "recipients": (
            (
                "Deputi Bidang Transformasi Digital Pemerintah",
                "Kementerian Pendayagunaan Aparatur Negara",
                "dan Reformasi Birokrasi",
            ),
        ),
        "recipients_place": "Jakarta",
        "cc": ("Bupati Wanasari (sebagai laporan)", "Asisten Administrasi Umum"),
        "body": parse_body(EVERY_BLOCK if blocks is None else blocks),
        "signature": SECRETARY,
        "unit": "Sekretariat Daerah Kabupaten Wanasari",
    }
    return LetterTree.model_validate(facts | changes)


def nota_dinas(**changes: object) -> LetterTree:
    facts = {
        "type": "nota_dinas",
        "sender": "Kepala Dinas Komunikasi dan Informatika",
        "recipients": (("Sekretaris Daerah Kabupaten Wanasari",),),
        "recipients_place": None,
        "cc": ("Asisten Administrasi Umum", "Kepala Bagian Organisasi"),
        "signature": HEAD_OF_AGENCY,
        "letterhead": Letterhead(
            kind="agency",
            lines=(
                "PEMERINTAH KABUPATEN WANASARI",
                "DINAS KOMUNIKASI DAN INFORMATIKA",
            ),
            address=SECRETARIAT.address,
        ),
    }
    return letter(**(facts | changes))


def preview() -> RenderFacts:
    return RenderFacts(mode="preview")


def final(tree: LetterTree) -> RenderFacts:
    return RenderFacts(
        mode="final",
        number="000.1.5/1187/SETDA/2026",
        letter_date=date(2026, 11, 20),
        verification_url=f"https://surat.wanasari.example/v/{CODE}",
        verification_code=CODE,
        content_hash=content_hash(tree),
    )
