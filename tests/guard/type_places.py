"""Addresses of letter types, each with a type that is there."""

API = "api/v1/letter-types/<code>"
TYPE_PLACES: dict[str, list[dict[str, object]]] = {
    route: [{"code": "surat_dinas"}] for route in (API, f"{API}/example")
}
