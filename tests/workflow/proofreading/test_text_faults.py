"""What a letter says against itself: days, weekdays, numbers and their words."""

import pytest

from workflow.proofreading.judging import text_faults
from workflow.rendering.body import parse_body


def judged(*blocks):
    """Return the codes of the faults of blocks `(type, value)`."""
    body = parse_body([{"type": kind, "value": value} for kind, value in blocks])
    return [fault.code for fault in text_faults(body)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Rapat pada Kamis, 3 Desember 2026 di Aula.", []),
        ("Rapat pada hari Rabu, 3 Desember 2026.", ["weekday_differs"]),
        ("Rapat hari Rabu tanggal 3 Desember 2026.", ["weekday_differs"]),
        ("Rapat hari Jum'at, 4 Desember 2026.", []),
        ("Rapat hari Jum'at/4-12-2026.", []),
        ("Rapat hari Senin, 04/12/2026.", ["weekday_differs"]),
        ("Selasa s.d. Kamis, 1 s.d. 3 Desember 2026", []),
        ("Senin s.d. Kamis, 1 s.d. 3 Desember 2026", ["weekday_differs"]),
        ("Selasa-Jumat, 1-3 Desember 2026", ["weekday_differs"]),
        ("Kamis, 1 s.d. 3 Desember 2026", ["weekday_differs"]),
        ("paling lambat 31 November 2026", ["no_such_day"]),
        ("tanggal 29 Februari 2026", ["no_such_day"]),
        ("Nomor 13-13-2026 dari berkas", ["no_such_day"]),
        ("Undang-Undang Nomor 23 Tahun 2014 tanggal 30 September 2014", []),
        ("NIP 197001011990031001 dan nomor 000.1.5/12/2026", []),
        ("Senin dan Kamis, apel dimulai pukul 07.15", []),
    ],
)
def test_days_and_their_weekdays(text, codes):
    assert judged(("paragraph", text)) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mengirim 3 (tiga) orang peserta", []),
        ("mengirim 3 (empat) orang peserta", ["words_differ"]),
        ("Rp1.500.000,00 (satu juta lima ratus ribu rupiah)", []),
        ("Rp1.500.000 (satu juta lima ribu rupiah)", ["words_differ"]),
        ("Rp 1.100 (satu ribu seratus rupiah)", []),
        ("sebanyak 2.000.000.000 (dua milyar)", []),
        ("Pasal 5 (ayat pertama) dan 2 (dua-duanya)", []),
        ("tahun 2026 (dua ribu dua puluh enam)", []),
        ("selama 12 (dua belas) hari dan 0 (nol) jam", []),
        ("999999999999999999 (tiga)", []),
    ],
)
def test_numbers_and_their_words(text, codes):
    assert judged(("paragraph", text)) == codes


def test_rows_of_day_and_date_are_read_together():
    rows = [
        {"label": "Hari", "value": "Rabu"},
        {"label": "Tanggal", "value": "3 Desember 2026"},
    ]
    assert judged(("fields", rows)) == ["weekday_differs"]
    rows[0]["value"] = "Kamis"
    assert judged(("fields", rows)) == []


def test_the_fault_leads_to_its_block_and_says_what_is_right():
    body = parse_body(
        [
            {"type": "paragraph", "value": "Dengan hormat,"},
            {
                "id": "b-2",
                "type": "numbered_list",
                "value": [{"text": "rapat", "items": ["Rabu, 3 Desember 2026"]}],
            },
        ]
    )
    (fault,) = text_faults(body)
    assert (fault.block_id, fault.index, fault.field) == ("b-2", 1, "body.1")
    assert "Kamis" in fault.message
    assert "Rabu" in fault.message


@pytest.mark.parametrize("text", ["1 " * 15_000, "(" * 20_000, "3 (" * 9_000])
def test_hostile_texts_are_read_in_time(text):
    assert judged(("paragraph", text)) == []
