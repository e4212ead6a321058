"""Addresses of mail merge in the shell."""

from django.urls import path

from workflow.admin.merging import (
    batch_page,
    bringing,
    desk_page,
    refilling,
    signing_page,
)

DRAFT = "naskah-keluar/massal/<uuid:letter_id>/"
BATCH = "naskah-keluar/massal/kelompok/<uuid:batch_id>/"
DESK = f"{BATCH}periksa/"

urlpatterns = [
    path(DRAFT, bringing.letters_merge, name="letters_merge"),
    path(f"{DRAFT}tabel/", bringing.letters_merge_table, name="letters_merge_table"),
    path(BATCH, batch_page.merge_batch, name="merge_batch"),
    path(f"{BATCH}keadaan/", batch_page.merge_batch_state, name="merge_batch_state"),
    path(f"{BATCH}hasil/", batch_page.merge_batch_faults, name="merge_batch_faults"),
    path(f"{BATCH}buat/", batch_page.merge_batch_create, name="merge_batch_create"),
    path(f"{BATCH}ajukan/", batch_page.merge_batch_submit, name="merge_batch_submit"),
    path(
        f"{BATCH}isi-ulang/",
        refilling.merge_batch_refill,
        name="merge_batch_refill",
    ),
    path(DESK, desk_page.merge_batch_desk, name="merge_batch_desk"),
    path(f"{DESK}cari/", desk_page.merge_batch_find, name="merge_batch_find"),
    path(f"{DESK}putuskan/", desk_page.merge_batch_decide, name="merge_batch_decide"),
    path(
        f"{DESK}tandatangani/",
        signing_page.merge_batch_sign,
        name="merge_batch_sign",
    ),
    path(f"{DESK}<int:number>/", desk_page.merge_batch_look, name="merge_batch_look"),
    path(
        f"{DESK}<int:number>/keluarkan/",
        desk_page.merge_batch_take_out,
        name="merge_batch_take_out",
    ),
]
