import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import (
    clean_text,
    default_synonyms,
    find_references,
    number_norm,
    number_parts,
    recognise,
    stem,
    stems,
)
from search.analysis.numbers import mask_nik
from search.analysis.synonyms import SYNONYMS_FILE, SynonymTable, read_groups
from search.analysis.word_table import (
    FAMILIES_FILE,
    FamilyConflict,
    build_table,
    read_families,
)

RELATED = [
    ("menetapkan", "ketetapan", "penetapan", "ditetapkan"),
    ("menandatangani", "penandatanganan", "tandatangan", "ditandatangani"),
    ("pertanggungjawaban", "bertanggungjawab", "tanggungjawab"),
    ("pemberitahuan", "memberitahukan", "diberitahukan"),
    ("keputusan", "memutuskan", "putusan", "diputuskan"),
    ("permohonan", "memohon", "pemohon", "dimohon"),
    ("pemusnahan", "dimusnahkan", "musnah"),
    ("pemindahan", "dipindahkan", "perpindahan"),
    ("pemeriksaan", "memeriksa", "diperiksa", "pemeriksa"),
    ("memerintahkan", "diperintahkan", "perintah"),
    ("pengangkatan", "diangkat", "mengangkat"),
    ("penugasan", "menugaskan", "ditugaskan", "petugas"),
    ("kementerian", "menteri"),
    ("kepegawaian", "pegawai"),
    ("penilaian", "menilai", "dinilai"),
    ("pemilihan", "terpilih", "memilih"),
    ("penerimaan", "menerima", "diterima", "penerima"),
    ("permasalahan", "masalah", "bermasalah"),
    ("pemberhentian", "diberhentikan", "berhenti"),
    ("pelaksanaan", "melaksanakan", "dilaksanakan", "pelaksana"),
    ("perumahan", "rumah", "berumah"),
    ("perekaman", "merekam", "rekam"),
    ("perawatan", "dirawat", "merawat"),
    ("berupa", "rupa", "merupakan"),
    ("penebangan", "ditebang", "menebang"),
    ("keberangkatan", "diberangkatkan", "berangkat"),
]
APART = [
    ("pemerintah", "perintah"),
    ("undangan", "undang"),
    ("perangkat", "angkat"),
    ("masalah", "masa"),
    ("kecamatan", "camat"),
    ("penduduk", "duduk"),
    ("bagian", "membagikan"),
    ("berangkat", "angkat"),
    ("peruangan", "uang"),
    ("seragam", "ragam"),
    ("keluarga", "keluar"),
]


@pytest.mark.parametrize("words", RELATED)
def test_forms_of_a_family_share_one_stem(words):
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("left", "right"), APART)
def test_lookalike_words_stay_apart(left, right):
    assert stem(left) != stem(right)


def test_two_families_may_not_claim_one_form():
    families = read_families(["putus :", "keputus only : +keputusan"])

    with pytest.raises(FamilyConflict, match="keputusan"):
        build_table(families)


def test_stop_words_go_but_negations_stay():
    assert stems("yang tidak dan belum di tanpa") == ["tidak", "belum", "tanpa"]


def test_soft_and_line_end_hyphens_are_joined():
    text = clean_text("pelak\u00adsanaan dan pelak-\nsanaan\u00a0rapat\x00")

    assert text == "pelaksanaan dan pelaksanaan rapat"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("surat-surat", ["surat", "surat"]),
        ("800.1.11", ["800.1.11"]),
        ("a.n. Bupati", ["a.n", "bupati"]),
        ("005/87/SETDA-UM/2025", ["005", "87", "setda", "um", "2025"]),
        ("Café RÉSUMÉ", ["cafe", "resume"]),
        ("__ ... --- ///", []),
    ],
)
def test_words_are_cut_as_the_standard_says(text, expected):
    assert stems(text) == expected


@pytest.mark.parametrize(
    "spelling",
    [
        "005/87/SETDA-UM/2025",
        "005 / 0087 / Setda-Um/2025",
        "005/087/setda - um/2025",
        " 005/ 00087 /SETDA-UM /2025 ",
    ],
)
def test_every_spelling_of_a_number_is_one_number(spelling):
    assert number_norm(spelling) == "005/87/SETDA-UM/2025"


def test_number_parts_hold_segments_runs_and_dotted_prefixes():
    parts = set(number_parts("800.1.11/0087/BKPSDM/2026"))

    assert {"800", "800.1", "800.1.11", "87", "BKPSDM", "2026"} <= parts
    assert {"87/BKPSDM", "87/BKPSDM/2026", "800.1.11/87"} <= parts


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("198001012005011003", "nip"),
        ("19800101 200501 1 003", "nip"),
        ("0557/DLH/2021", "mention"),
        ("1234 bkpsdm 2026", "segments"),
        ("87 2026", "segments"),
        ("87", "sequence"),
        ("800.1.11", "code"),
    ],
)
def test_numbers_are_recognised_before_text(typed, kind):
    form = recognise(typed, unit_codes=frozenset({"bkpsdm"}))

    assert form is not None
    assert form.kind == kind


@pytest.mark.parametrize("typed", ["rapat 2026", "bkpsdm 2026", "rapat", "123456", ""])
def test_words_with_a_year_are_text(typed):
    assert recognise(typed, unit_codes=frozenset({"bkpsdm"})) is None


def test_references_are_found_and_dates_are_not():
    text = "Menindaklanjuti surat 005 / 0087/Setda-Um/2025 tanggal 3/4/2025."

    assert find_references(text) == ("005/87/SETDA-UM/2025",)


def test_a_nik_is_masked_and_a_nip_is_not():
    masked = mask_nik("NIK 3301011201800001 NIP 198001012005011003")

    assert masked == "NIK **************** NIP 198001012005011003"


def test_the_longest_synonym_term_wins():
    match = default_synonyms().match(stems("surat perintah perjalanan dinas bupati"))

    assert match is not None
    assert match.length == 4
    assert "sppd" in match.terms


def test_a_synonym_term_with_a_stop_word_inside_is_known():
    match = default_synonyms().match(
        stems("badan kepegawaian dan pengembangan sumber daya manusia")
    )

    assert match is not None
    assert "bkpsdm" in match.terms


def test_shipped_synonyms_leave_no_group_of_one():
    groups = read_groups(SYNONYMS_FILE.read_text("utf-8"))

    assert len(groups) > 100
    assert all(len(group) > 1 for group in groups)


def test_an_edited_synonym_works_at_once():
    table = SynonymTable([("posyandu", "pos pelayanan terpadu")])

    match = table.match(stems("posyandu"))

    assert match is not None
    assert match.terms == ("pos pelayanan terpadu",)


@given(st.text(max_size=300))
def test_any_text_is_analysed_without_error(text):
    assert all(found for found in stems(clean_text(text)))


@given(st.text(max_size=200))
def test_number_normalisation_is_stable(text):
    once = number_norm(text)

    assert number_norm(once) == once


def test_the_tables_are_as_large_as_an_office_needs():
    families = read_families(FAMILIES_FILE.read_text("utf-8").splitlines())
    groups = read_groups(SYNONYMS_FILE.read_text("utf-8"))

    assert len({family.lemma for family in families}) == len(families) >= 300
    assert len(groups) >= 150


@pytest.mark.parametrize(
    ("together", "apart"),
    [
        (("berkas", "pemberkasan", "diberkaskan"), "kas"),
        (("merdeka", "kemerdekaan"), "rumah"),
        (("berlaku", "pemberlakuan"), "melakukan"),
        (("ekonomi", "perekonomian"), "ekor"),
        (("pungut", "pemungutan"), "punggung"),
        (("vaksin", "vaksinasi"), "imunisasi"),
        (("keluar", "dikeluarkan"), "pengeluaran"),
        (("menempatkan", "penempatan"), "tempat"),
    ],
)
def test_families_keep_together_what_the_algorithm_parts(together, apart):
    assert len({stem(word) for word in together}) == 1
    assert stem(apart) != stem(together[0])
