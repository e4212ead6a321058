"""Addresses that name a rule of the registers or a letter type by its code."""

RULES = (
    "pengaturan/nomor/aturan/<slug:code>/",
    "pengaturan/nomor/aturan/<slug:code>/akhiri/",
    "api/v1/number-registers/rules/<code>",
    "api/v1/number-registers/rules/<code>/end",
)
API = "api/v1/letter-types/<code>"
PAGE = "pengaturan/jenis-naskah/<slug:code>/"
ENDS = ("", "/example", "/versions", "/draft", "/activate", "/retire")
ACTS = ("", "ubah/", "berlakukan/", "hentikan/", "buang/")
TYPES = [*(API + end for end in ENDS), *(PAGE + act for act in ACTS)]
PLACES_BY_CODE: dict[str, list[dict[str, object]]] = {
    **{route: [{"code": "agencies"}] for route in RULES},
    **{route: [{"code": "surat_dinas"}] for route in TYPES},
}
