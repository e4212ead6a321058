"""Addresses of Word files of drafts."""

from django.urls import path

from workflow.admin.word_files import taking

ONE = "naskah-keluar/<uuid:letter_id>/"
TAKE = f"{ONE}dari-word/"

urlpatterns = [
    path(TAKE, taking.word_take, name="word_take"),
    path(f"{TAKE}unggah/", taking.word_bring, name="word_bring"),
    path(f"{TAKE}ambil/", taking.word_import, name="word_import"),
    path(f"{ONE}konsep.docx", taking.word_draft, name="word_draft"),
]
