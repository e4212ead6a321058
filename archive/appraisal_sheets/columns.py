"""The columns of the sheet and the words that its cells may say.

They are written and read back by name, so they are of the file and not of a language:
a sheet given out to one person is filled by another.
"""

from archive.disposal.states import Appraisal

SHEET = "Butir"
ORDER, NUMBER, DATE, CODE = "Butir", "Nomor naskah", "Tanggal", "Kode klasifikasi"
DESCRIPTION, UNIT, RULE = "Uraian", "Unit pengolah", "JRA"
DUE_ON, NEEDS_LOOK = "Retensi habis", "Perlu dilihat sendiri"
DECISION, UNTIL, REASON = "Putusan", "Simpan sampai", "Alasan"
ITEM, MARK = "Id butir", "Sidik baris"
#: column -> its width in characters
WIDTHS = {
    ORDER: 7,
    NUMBER: 24,
    DATE: 12,
    CODE: 14,
    DESCRIPTION: 48,
    UNIT: 26,
    RULE: 40,
    DUE_ON: 14,
    NEEDS_LOOK: 12,
    DECISION: 18,
    UNTIL: 14,
    REASON: 40,
    ITEM: 16,
    MARK: 16,
}
HEADS = tuple(WIDTHS)
FILLED = frozenset({DECISION, UNTIL, REASON})  # all others are locked
WORDS = {
    Appraisal.AGREE: "setuju musnah",
    Appraisal.KEEP_UNTIL: "simpan lagi",
    Appraisal.PERMANENT: "permanen",
    Appraisal.CASE_PENDING: "terkait perkara",
    Appraisal.OBJECT: "keberatan",
}
DECISIONS = {word: decision for decision, word in WORDS.items()}
