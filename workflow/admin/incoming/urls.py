"""Addresses of the incoming letters in the shell."""

from django.urls import path

from workflow.admin.incoming import (
    amending,
    answering,
    bringing,
    gate,
    incoming_page,
    listing,
    paging,
    registering,
)

ONE = "naskah-masuk/<uuid:incoming_id>/"

urlpatterns = [
    path("naskah-masuk/", listing.incoming_list, name="incoming_list"),
    path("naskah-masuk/unggah/", bringing.upload, name="incoming_upload"),
    path(
        "naskah-masuk/unggah/<uuid:upload_id>/",
        bringing.upload_state,
        name="incoming_upload_state",
    ),
    path("naskah-masuk/terima/", bringing.receive, name="incoming_receive"),
    path(ONE, incoming_page.incoming_read, name="incoming_read"),
    path(f"{ONE}catat/", registering.incoming_register, name="incoming_register"),
    path(f"{ONE}bacaan/", registering.reading_state, name="incoming_reading_state"),
    path(f"{ONE}halaman/<int:page>/", incoming_page.page_picture, name="incoming_page"),
    path(f"{ONE}berkas/<int:order>/", incoming_page.file_content, name="incoming_file"),
    path(
        f"{ONE}berkas/<int:order>/baca/",
        incoming_page.file_view,
        name="incoming_file_view",
    ),
    path(
        f"{ONE}berkas/<int:order>/asli/",
        incoming_page.file_original,
        name="incoming_file_original",
    ),
    path(f"{ONE}meja/", registering.desk_lookup, name="incoming_desks"),
    path(f"{ONE}perbaiki/", amending.incoming_amend, name="incoming_amend"),
    path(f"{ONE}susun/", paging.incoming_pages, name="incoming_pages"),
    path(f"{ONE}teruskan/", gate.pass_on, name="incoming_pass_gate"),
    path(f"{ONE}kesampingkan/", gate.aside, name="incoming_set_aside"),
    path(f"{ONE}balas/", answering.reply, name="incoming_reply"),
    path(f"{ONE}selesai/", incoming_page.complete, name="incoming_complete"),
]
