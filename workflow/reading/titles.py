"""What kind of letter a heading names, and headings put into ordinary writing."""

import re

#: Heading as printed -> type as the register names it. Longest first: they overlap.
HEADINGS: tuple[tuple[str, str], ...] = (
    (r"PERATURAN MENTERI", "Peraturan Menteri"),
    (r"PERATURAN PRESIDEN", "Peraturan Presiden"),
    (r"PERATURAN PEMERINTAH", "Peraturan Pemerintah"),
    (r"PERATURAN DAERAH", "Peraturan Daerah"),
    (r"PERATURAN (?:BUPATI|WALI ?KOTA)", "Peraturan Bupati"),
    (r"PERATURAN GUBERNUR", "Peraturan Gubernur"),
    (r"PERATURAN (?:DIREKTUR JENDERAL|KEPALA|BADAN|LEMBAGA)", "Peraturan"),
    (r"UNDANG-UNDANG", "Undang-Undang"),
    (r"KEPUTUSAN MENTERI", "Keputusan Menteri"),
    (r"KEPUTUSAN PRESIDEN", "Keputusan Presiden"),
    (r"KEPUTUSAN GUBERNUR", "Keputusan Gubernur"),
    (r"KEPUTUSAN (?:BUPATI|WALI ?KOTA)", "Keputusan Bupati"),
    (r"KEPUTUSAN SEKRETARIS DAERAH", "Keputusan Sekretaris Daerah"),
    (r"KEPUTUSAN", "Keputusan"),
    (r"INSTRUKSI", "Instruksi"),
    (r"SURAT EDARAN", "Surat Edaran"),
    (r"NOTA DINAS", "Nota Dinas"),
    (r"NOTA KESEPAHAMAN|NOTA KESEPAKATAN|PERJANJIAN KERJA ?SAMA", "Surat Perjanjian"),
    (r"SURAT PERJANJIAN", "Surat Perjanjian"),
    (r"SURAT PERINTAH", "Surat Perintah"),
    (r"SURAT TUGAS", "Surat Tugas"),
    (r"SURAT UNDANGAN|UNDANGAN", "Surat Undangan"),
    (r"SURAT KUASA", "Surat Kuasa"),
    (r"SURAT KETERANGAN", "Surat Keterangan"),
    (r"SURAT PENGANTAR", "Surat Pengantar"),
    (r"SURAT PANGGILAN", "Surat Panggilan"),
    (r"SURAT IZIN", "Surat Izin"),
    (r"SURAT PERNYATAAN", "Surat Pernyataan"),
    (r"BERITA ACARA", "Berita Acara"),
    (r"PENGUMUMAN", "Pengumuman"),
    (r"REKOMENDASI", "Rekomendasi"),
    (r"MEMORANDUM|MEMO", "Memorandum"),
    (r"TELAAHAN STAF", "Telaahan Staf"),
    (r"LAPORAN", "Laporan"),
    (r"NOTULA|NOTULEN", "Notula"),
    (r"RADIOGRAM", "Radiogram"),
)
_HEADINGS = tuple((re.compile(rf"(?:{form})\b"), kind) for form, kind in HEADINGS)
#: Types whose makers are named in the heading and whose subject follows TENTANG.
LEGAL = ("Peraturan", "Keputusan", "Instruksi", "Undang-Undang")

SMALL = (
    "antara atas atau bagi dalam dan dari dengan di guna ke kepada menjadi oleh pada "
    "per sampai sebagai secara serta tentang terhadap untuk yang"
)
SMALL_WORDS = frozenset(SMALL.split())
#: Written in capitals in ordinary text too.
SHORT_NAMES = (
    "APBD APBN ASN BKN BPS BUMD BUMN DAK DAU DPRD DPR JKN KPK KPPN LKPD NIK NIP OPD "
    "PAUD PBJ PKK PNBP PNS PPPK RI RKPD RPJMD RSUD SD SKPD SKP SMA SMK SMP SPBE THR "
    "TNI POLRI UMKM UPT WFH COVID BPJS TKD HUT PAD"
)
CAPITALS = frozenset(SHORT_NAMES.split())


def kind_of_heading(text: str) -> str | None:
    """Type a heading names, if the line begins with one."""
    heading = " ".join(text.upper().split())
    for form, kind in _HEADINGS:
        if form.match(heading):
            return kind
    return None


def is_legal(kind: str) -> bool:
    """A product of law: number and year, maker in the heading, TENTANG."""
    return kind.startswith(LEGAL)


def _written(word: str, *, first: bool) -> str:
    bare = re.sub(r"\W", "", word)
    if bare in CAPITALS or "(" in word or ")" in word or any(map(str.isdigit, bare)):
        return word
    if bare.lower() in SMALL_WORDS and not first:
        return word.lower()
    return "/".join(
        "-".join(part.capitalize() for part in piece.split("-"))
        for piece in word.split("/")
    )


def ordinary(text: str) -> str:
    """Capitals put into title writing; text in mixed letters stays as it is."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.7 * len(letters):
        return text
    words = text.split()
    return " ".join(_written(word, first=at == 0) for at, word in enumerate(words))
