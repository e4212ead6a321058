"""Addresses of letter types, each with a type that is there."""

API = "api/v1/letter-types/<code>"
PAGE = "pengaturan/jenis-naskah/<slug:code>/"
ENDS = ("", "/example", "/versions", "/draft", "/activate", "/retire")
ACTS = ("", "ubah/", "berlakukan/", "hentikan/", "buang/")
ROUTES = [*(API + end for end in ENDS), *(PAGE + act for act in ACTS)]
TYPE_PLACES: dict[str, list[dict[str, object]]] = {
    route: [{"code": "surat_dinas"}] for route in ROUTES
}
