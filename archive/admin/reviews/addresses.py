"""Addresses of reviews."""

from django.urls import path

from archive.admin.papers import pages as papers
from archive.admin.reviews import acting, pages
from archive.admin.reviews.documents import DESK

START = "arsip/penilaian-kembali/"
ONE = f"{START}<uuid:review_id>/"
#: act of a review -> the last word of its address
ACTS = {
    "submit": "ajukan",
    "approve": "putuskan",
    "return": "kembalikan",
    "abort": "batalkan",
}

urlpatterns = [
    path(START, pages.review_list, name="reviews"),
    path(f"{START}baru/", pages.review_new, name="review_new"),
    path(ONE, pages.review_page, name="review"),
    *(
        path(f"{ONE}{word}/", acting.review_act, {"act": act}, name=f"review_{act}")
        for act, word in ACTS.items()
    ),
    path(
        f"{ONE}dokumen/",
        papers.documents_page,
        {"desk": DESK},
        name="review_documents",
    ),
    path(
        f"{ONE}dokumen/<slug:document>/",
        papers.document_page,
        {"desk": DESK},
        name="review_document",
    ),
]
