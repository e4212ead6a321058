"""Addresses of transfers and hand-overs."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from archive.admin.custody import acting, pages, proposing, successions, verifying
from archive.admin.custody.documents import DESKS
from archive.admin.custody.words import WORDS
from archive.admin.papers import pages as papers
from archive.custody.states import MoveKind

#: act of a move -> the last word of its address
ACTS = {
    "submit": "ajukan",
    "approve": "terima",
    "object": "keberatan",
    "execute": "laksanakan",
    "abort": "batalkan",
}
#: Of hand-overs alone.
HANDOVER_ACTS = {"package": "paket-ulang", "check": "periksa-nilai"}


def _patterns() -> Iterator[URLPattern]:
    for kind, words in WORDS.items():
        start, name, which = f"arsip/{words.address}/", words.name, {"kind": kind}
        one = f"{start}<uuid:{name}_id>/"
        desk = {"desk": DESKS[kind]}
        yield path(start, pages.move_list, which, name=f"{name}s")
        yield path(f"{start}baru/", proposing.move_new, which, name=f"{name}_new")
        yield path(one, pages.move_page, which, name=name)
        acts = ACTS if kind != MoveKind.HANDOVER else {**ACTS, **HANDOVER_ACTS}
        for act, word in acts.items():
            given = {**which, "act": act}
            yield path(f"{one}{word}/", acting.move_act, given, name=f"{name}_{act}")
        if kind == MoveKind.HANDOVER:
            yield path(f"{one}verifikasi/", verifying.verify, name=f"{name}_verify")
            yield path(f"{one}paket.zip", verifying.package, name=f"{name}_file")
        listed = f"{one}dokumen/"
        yield path(listed, papers.documents_page, desk, name=f"{name}_documents")
        address = f"{listed}<slug:document>/"
        yield path(address, papers.document_page, desk, name=f"{name}_document")


urlpatterns = [
    path("arsip/suksesi/", successions.successions, name="successions"),
    *_patterns(),
]
