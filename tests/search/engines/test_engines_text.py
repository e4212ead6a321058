"""What is found by words: on both engines the same."""

import datetime as dt

import pytest

from search.engines.contract import Deletion, PageOf
from search.finding.correcting import corrected
from tests.search.desk import ask


def test_a_form_finds_its_relatives(desk):
    desk.put(
        desk.record("a", subject="Penetapan tim", body="Bupati menetapkan tim."),
        desk.record("b", subject="Ketetapan pajak"),
        desk.record("c", subject="Undangan rapat"),
    )

    assert set(desk.find("ditetapkan")) == {"a", "b"}


def test_lookalikes_are_not_found(desk):
    desk.put(
        desk.record("a", subject="Surat perintah"),
        desk.record("b", subject="Peraturan pemerintah"),
    )

    assert desk.find("pemerintah") == ["b"]


def test_an_abbreviation_finds_what_it_stands_for_and_back(desk):
    desk.put(
        desk.record("a", subject="Surat Keputusan pengangkatan"),
        desk.record("b", subject="SK tim teknis"),
        desk.record("c", subject="Rapat di Badan Kepegawaian dan Pengembangan SDM"),
        desk.record(
            "d", subject="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
        ),
    )

    assert {"a", "b"} <= set(desk.find("sk"))
    assert {"a", "b"} <= set(desk.find("surat keputusan"))
    assert "d" in desk.find("bkpsdm")


def test_compounds_are_found_together_and_apart(desk):
    desk.put(
        desk.record("a", subject="Kerja sama daerah"),
        desk.record("b", subject="Naskah kerjasama"),
    )

    assert set(desk.find("kerjasama")) == {"a", "b"}
    assert set(desk.find("kerja sama")) == {"a", "b"}


def test_all_words_come_before_some_words(desk):
    desk.put(
        desk.record("some", subject="Rapat anggaran"),
        desk.record("all", subject="Laporan", body="rapat teknis persiapan panen"),
        desk.record("none", subject="Cuti bersama"),
    )

    results = desk.search("rapat teknis panen")

    assert desk.names(results) == ["all", "some"]
    assert (results.total, results.total_all_words) == (2, 1)


def test_all_words_may_be_demanded_and_met_across_fields(desk):
    desk.put(
        desk.record("a", subject="Rapat teknis", sender="Camat Karangjati"),
        desk.record("b", subject="Rapat teknis", sender="Camat Wanasari"),
    )

    assert desk.find("rapat karangjati", all_words=True) == ["a"]


def test_a_phrase_wants_its_words_in_order(desk):
    desk.put(
        desk.record("a", body="tim teknis pengadaan"),
        desk.record("b", body="teknis tim pengadaan"),
    )

    assert desk.find('"tim teknis"') == ["a"]


def test_a_phrase_with_a_common_word_inside_keeps_its_gap(desk):
    desk.put(
        desk.record("a", body="penataan dan pengawasan barang"),
        desk.record("b", body="penataan pengawasan barang"),
    )

    assert desk.find('"penataan dan pengawasan"') == ["a"]


def test_excluded_words_and_beginnings(desk):
    desk.put(
        desk.record("a", subject="Undangan rapat"),
        desk.record("b", subject="Undangan upacara"),
        desk.record("c", subject="Laporan"),
    )

    assert desk.find("undangan -rapat") == ["b"]
    assert set(desk.find("unda*")) == {"a", "b"}
    assert set(desk.find("upacara ATAU laporan")) == {"b", "c"}


def test_fields_are_searched_alone(desk):
    desk.put(
        desk.record("a", subject="Beras", sender="Bulog"),
        desk.record("b", subject="Bulog", sender="Camat"),
        desk.record("c", recipients=("Camat Bulog",), signatory="Sekda"),
    )

    assert desk.find("dari:bulog") == ["a"]
    assert desk.find("hal:bulog") == ["b"]
    assert desk.find("kepada:bulog ttd:sekda") == ["c"]


@pytest.mark.parametrize(
    "typed",
    [
        "005/87/SETDA-UM/2025",
        "005 / 0087 / Setda-Um/2025",
        "0087/setda-um",
        "87/SETDA-UM/2025",
        "nomor:SETDA-UM/2025",
        "87",
        "87 2025",
    ],
)
def test_a_number_is_found_in_any_spelling(desk, typed):
    desk.put(
        desk.record("a", number="005/087/SETDA-UM/2025", sequence_number=87, year=2025),
        desk.record("b", number="005/88/DLH/2026", sequence_number=88, year=2026),
    )

    assert desk.find(typed) == ["a"]


def test_an_exact_number_comes_first_in_every_order(desk):
    new, old = dt.date(2026, 5, 1), dt.date(2020, 5, 1)
    desk.put(
        desk.record("part", number="800/5/X/2026", letter_date=new),
        desk.record("exact", number="5/X", letter_date=old),
    )

    for sort in ("relevance", "-letter_date", "letter_date", "-number", "number"):
        assert desk.find("5/X", sort=sort) == ["exact", "part"]


def test_a_nip_is_found_with_and_without_spaces(desk):
    desk.put(
        desk.record("a", nips=("198001012005011003",)),
        desk.record("b", body="NIP 19800101 200501 1 003 hadir"),
        desk.record("c", body="NIP 197001012005011003"),
    )

    assert set(desk.find("198001012005011003")) == {"a", "b"}
    assert set(desk.find("19800101 200501 1 003")) == {"a", "b"}


def test_a_nik_is_not_searchable_nor_shown(desk):
    desk.put(desk.record("a", body="NIK 3301011201800001 hadir"))

    assert desk.find("3301011201800001") == []
    (hit,) = desk.search("hadir").hits
    assert "3301011201800001" not in "".join(hit.snippets)


def test_references_are_found_in_the_body(desk):
    desk.put(desk.record("a", body="Surat Nomor 005/ 0012/DLH/2024 perihal air"))
    request = desk.search("", chosen=()).total

    assert request == 1
    assert desk.find("air") == ["a"]


def test_words_are_marked_and_everything_else_is_escaped(desk):
    desk.put(
        desk.record(
            "a",
            subject="<script>alert(1)</script> menetapkan",
            body='Forged <mark>mark</mark> & "tim" menetapkan <b onclick="x">',
        )
    )

    (hit,) = desk.search("ketetapan").hits

    assert "<mark>menetapkan</mark>" in hit.subject_html
    assert "&lt;script&gt;" in hit.subject_html
    (snippet,) = hit.snippets
    assert snippet.count("<mark>") == 1
    assert "&lt;mark&gt;" in snippet
    assert "<b" not in snippet


def test_synonyms_are_marked_as_well(desk):
    desk.put(desk.record("a", subject="Rapat", body="Surat Keputusan Bupati"))

    (hit,) = desk.search("sk").hits

    assert "<mark>Keputusan</mark>" in hit.snippets[0].replace(
        "<mark>Surat Keputusan</mark>", "<mark>Keputusan</mark>"
    )


def test_a_long_text_gives_three_short_fragments(desk):
    body = "\n".join(f"Alinea {n} " + "kata isian " * 60 + "beras." for n in range(9))
    desk.put(desk.record("a", body=body))

    (hit,) = desk.search("beras").hits

    assert len(hit.snippets) == 3
    assert all(len(one) < 400 and "<mark>beras</mark>" in one for one in hit.snippets)


def test_suggestions_begin_as_typed(desk):
    desk.put(
        desk.record("a", subject="Undangan rapat koordinasi"),
        desk.record("b", subject="Laporan", number="005/87/X/2026"),
        desk.record("c", subject="Undangan", access=("unit:2",)),
    )

    def names(text):
        given = desk.engine.suggest(text, desk.access())
        return [one.id.removesuffix(desk.mark) for one in given]

    assert names("unda") == ["a"]
    assert names("rap und") == ["a"]
    assert names("005/8") == ["b"]
    assert names("***") == []


HOSTILE = [
    "kata " * 10_000,
    "a" * 1_000_000,
    '"' * 500,
    '"tim',
    "(((( [[[ {{{",
    "*",
    "a*",
    "*:*",
    "_exists_:access",
    "access:unit",
    "\\ \\\\ \\/ /regex.*/",
    "regex.*+?|()[]{}",
    "'; DROP TABLE letters; --",
    '{"query":{"match_all":{}}}',
    "\x00\x01\u202e\u200b\ufeff",
    "😀 🎉",
    "-" * 300,
    "ATAU ATAU -ATAU",
    "dan yang di",
    "tanggal:99-99-9999 tahun:0000 klas:... nip:1",
    "1/2/3/4/5/6/7/8/9/" * 50,
    "९९ ٣٤",
    "un.* und[a-z]* und\\*",
    "beras " + "/" * 200,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_and_opens_nothing(desk, text):
    desk.put(
        desk.record("mine", subject="beras"),
        desk.record("other", subject="beras rahasia", access=("unit:2",)),
    )

    assert set(desk.find(text)) <= {"mine"}
    assert desk.engine.suggest(text[:5_000], desk.access()) is not None


SUBJECT = "Penerimaan peserta didik baru tahun ajaran 2025/2026"
CITING = "Tindak lanjut surat Nomor 400/777/SETDA/2026 tentang jalan"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("penerimaan peserta didik tahun ajaran 2025/2026", "school"),
        ("tahun ajaran 2025/2026", "school"),
        ("2025/2026", "school"),
        ("400/777/SETDA/2026", "citing"),
        ("400/777", "citing"),
        ("400 / 777 / setda / 2026", "citing"),
        ("400.3/1/UJI", "school"),
        ("B\u2011718/99010/SS.400/2026", "dashed"),
        ("B-718/99010", "dashed"),
        ("718/99010/SS.400", "dashed"),
    ],
)
def test_a_word_with_a_slash_is_a_number_or_words_of_the_text(desk, text, name):
    desk.put(
        desk.record("school", subject=SUBJECT, number="400.3/1/UJI"),
        desk.record("citing", subject=CITING, number="900/1/UJI"),
        desk.record("dashed", number="B\u2011718/99010/SS.400/2026"),
    )

    assert desk.find(text)[0] == name


def test_a_number_asked_for_by_name_is_the_letters_own(desk):
    desk.put(
        desk.record("own", number="400/777/SETDA/2026"),
        desk.record("citing", subject=CITING),
    )

    assert desk.find("nomor:400/777/SETDA/2026") == ["own"]
    assert desk.find("400/777/SETDA/2026")[0] == "own"


@pytest.mark.parametrize(
    "text", ["jumat", "jum'at", "Jum’at", "JUMAT", "keliling jumat"]
)
def test_apostrophes_inside_words_do_not_count(desk, text):
    desk.put(
        desk.record("a", subject="Undangan salat Jum'at keliling"),
        desk.record("b", subject="Undangan salat Jum’at berjamaah"),
    )

    assert "a" in desk.find(text)
    assert "b" in desk.find(text)


def test_quran_is_found_as_people_type_it(desk):
    desk.put(desk.record("a", subject="Peringatan Nuzulul Qur'an"))

    for text in ("quran", "qur'an", "nuzulul quran"):
        assert desk.find(text) == ["a"]


OFFICE_WORDS = (
    "Undangan rapat koordinasi",
    "Rekapitulasi kehadiran",
    "Penanganan banjir di Kecamatan Cempaka",
)


@pytest.mark.parametrize(
    ("typed", "shown", "found"),
    [
        ("koordin", "koordin*", "Undangan rapat koordinasi"),
        ("rekap", "rekap*", "Rekapitulasi kehadiran"),
        ("banji", "banji*", "Penanganan banjir di Kecamatan Cempaka"),
        ("kordinasi", "koordinasi", "Undangan rapat koordinasi"),
        ("undngan", "undangan", "Undangan rapat koordinasi"),
        ("undnagan rapat", "undangan rapat", "Undangan rapat koordinasi"),
    ],
)
def test_beginnings_and_misspellings_are_read_as_what_was_meant(
    desk, typed, shown, found
):
    desk.put(
        *(desk.record(f"r{at}", subject=one) for at, one in enumerate(OFFICE_WORDS))
    )

    meant = corrected(ask(typed), desk.access(), desk.engine)

    assert meant.text == shown
    hits = desk.engine.search(meant.request, desk.access(), PageOf()).hits
    assert hits[0].subject == found


def test_words_that_stand_somewhere_are_left_alone(desk):
    desk.put(desk.record("a", subject="Undangan rapat"))

    assert corrected(ask("undangan rapat"), desk.access(), desk.engine) is None
    assert corrected(ask('"undngan"'), desk.access(), desk.engine) is None
    assert corrected(ask("xyzzyq"), desk.access(), desk.engine) is None


def test_a_correction_tells_nothing_of_what_one_may_not_see(desk):
    desk.put(desk.record("secret", subject="Pemeriksaan khusus", access=("unit:2",)))

    assert corrected(ask("pemeriksan"), desk.access(), desk.engine) is None
    assert desk.engine.subjects_like("pemeriksan", desk.access()) == ()


@pytest.mark.parametrize(
    "text", ["\t", "\x00\x01", "a\nb", "400\t1", "\x1f/2026\x7f", "\u2028", "(", "*1"]
)
def test_suggestions_stand_whatever_is_typed(desk, text):
    assert isinstance(desk.engine.suggest(text, desk.access()), tuple)


def test_the_engine_tells_what_it_lacks_and_what_it_holds(desk):
    desk.put(desk.record("a"), desk.record("b", security=2))
    there, gone = f"a{desk.mark}", f"c{desk.mark}"

    assert desk.engine.missing([there, f"b{desk.mark}", gone]) == {gone}
    known = {pk for batch in desk.engine.known_ids() for _kind, pk in batch}
    assert {there, f"b{desk.mark}"} <= known

    desk.engine.delete([Deletion(id=there, version=2)])
    desk.engine.refresh()
    assert desk.engine.missing([there]) == {there}
    known = {pk for batch in desk.engine.known_ids() for _kind, pk in batch}
    assert there not in known
