"""Addresses of the archive in the shell."""

from django.urls import path

from archive.admin import reports as report_page
from archive.admin.classification import skkaad, skkaad_import
from archive.admin.record_files import closing, filing, opening
from archive.admin.record_files import listing as file_listing
from archive.admin.records import listing, record_page

FILE = "arsip/berkas/<uuid:file_id>/"
ONE = "arsip/<uuid:record_id>/"

urlpatterns = [
    path("arsip/", listing.record_list, name="record_list"),
    path("arsip/usul/", filing.accept_proposals, name="accept_proposals"),
    path("arsip/berkas/", file_listing.file_list, name="record_file_list"),
    path("arsip/berkas/baru/", opening.file_new, name="record_file_new"),
    path(FILE, file_listing.file_page, name="record_file_page"),
    path(f"{FILE}tutup/", closing.file_close, name="record_file_close"),
    path(f"{FILE}peristiwa/", closing.file_event, name="record_file_event"),
    path(
        f"{FILE}peristiwa/bukti/", closing.file_add_proof, name="record_file_add_proof"
    ),
    path(
        f"{FILE}peristiwa/bukti/<int:number>/",
        file_listing.event_proof,
        name="record_file_proof",
    ),
    path(f"{FILE}buka-lagi/", closing.file_reopen, name="record_file_reopen"),
    path(ONE, record_page.record_read, name="record_read"),
    path(f"{ONE}berkaskan/", filing.file_one, name="record_file_one"),
    path(f"{ONE}isi/<int:item>/", record_page.content, name="record_content"),
    path(
        f"{ONE}isi/<int:item>/<int:page>/",
        record_page.page_picture,
        name="record_page_picture",
    ),
    path("pengaturan/skkaad/", skkaad.skkaad, name="skkaad"),
    path("pengaturan/skkaad/impor/", skkaad_import.skkaad_import, name="skkaad_import"),
    path("laporan/", report_page.reports, name="reports"),
]
