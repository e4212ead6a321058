"""Addresses of mail merge in the shell."""

from django.urls import path

from workflow.admin.drafting.merging import batch_page, bringing

DRAFT = "naskah-keluar/massal/<uuid:letter_id>/"
BATCH = "naskah-keluar/massal/kelompok/<uuid:batch_id>/"

urlpatterns = [
    path(DRAFT, bringing.letters_merge, name="letters_merge"),
    path(f"{DRAFT}tabel/", bringing.letters_merge_table, name="letters_merge_table"),
    path(BATCH, batch_page.merge_batch, name="merge_batch"),
    path(f"{BATCH}keadaan/", batch_page.merge_batch_state, name="merge_batch_state"),
    path(f"{BATCH}hasil/", batch_page.merge_batch_faults, name="merge_batch_faults"),
    path(f"{BATCH}buat/", batch_page.merge_batch_create, name="merge_batch_create"),
]
