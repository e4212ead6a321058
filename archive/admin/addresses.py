"""Addresses of the archive in the shell."""

from django.urls import path

from archive.admin import reports as report_page
from archive.admin import rooms
from archive.admin.arranging import pages as arranging
from archive.admin.classification import skkaad, skkaad_import
from archive.admin.custody.addresses import urlpatterns as custody
from archive.admin.desk import views as saved_views
from archive.admin.disposal import acting, committees, list_page, lists, sheets
from archive.admin.disposal import documents as list_documents
from archive.admin.exchange import exports, intakes
from archive.admin.formats import page as formats
from archive.admin.grants import pages as grant_pages
from archive.admin.holds import pages as hold_pages
from archive.admin.loans import pages as loan_pages
from archive.admin.open_data.addresses import urlpatterns as open_data
from archive.admin.openings import pages as opening_pages
from archive.admin.papers import pages as papers
from archive.admin.places import acting as box_acts
from archive.admin.places import carrying as box_carrying
from archive.admin.places import pages as box_pages
from archive.admin.programmes import pages as programme_pages
from archive.admin.record_files import (
    choosing,
    closing,
    filing,
    filings,
    legal_lists,
    opening,
)
from archive.admin.record_files import listing as file_listing
from archive.admin.records import correcting, listing, record_page
from archive.admin.registering import page as registering
from archive.admin.reporting.addresses import urlpatterns as reporting
from archive.admin.reviews.addresses import urlpatterns as reviews
from archive.admin.schedules import pages as schedule_pages

FILE = "arsip/berkas/<uuid:file_id>/"
ONE = "arsip/<uuid:record_id>/"
LOANS = "arsip/pinjaman/"
BOXES = "arsip/boks/"
BOX = f"{BOXES}<uuid:box_id>/"
LISTS = "arsip/usul-musnah/"
LIST = f"{LISTS}<uuid:list_id>/"
EXPORTS = "arsip/ekspor/"
INTAKES = "arsip/impor/"
INTAKE = f"{INTAKES}<uuid:intake_id>/"
EXPORT = f"{EXPORTS}<uuid:export_id>/"
#: act of a list -> the last word of its address
ACTS = {
    "submit": "ajukan",
    "approve": "setujui",
    "return": "kembalikan",
    "abort": "batalkan",
    "execute": "laksanakan",
    "resume": "lanjutkan",
}

urlpatterns = [
    path("arsip/", listing.record_list, name="record_list"),
    path("arsip/tampilan/", saved_views.view_save, name="view_save"),
    path(
        "arsip/tampilan/<uuid:view_id>/hapus/",
        saved_views.view_remove,
        name="view_remove",
    ),
    path("arsip/ruang/", rooms.room_list, name="archive_rooms"),
    path("arsip/format/", formats.format_list, name="record_formats"),
    path("arsip/catat/", registering.record_new, name="record_new"),
    path("arsip/usul/", filing.accept_proposals, name="accept_proposals"),
    path("arsip/berkaskan/", choosing.file_chosen, name="file_chosen"),
    path(
        "arsip/pemberkasan/<uuid:filing_id>/", filings.filing_page, name="filing_page"
    ),
    path(
        "arsip/pemberkasan/<uuid:filing_id>/batal/",
        filings.filing_undo,
        name="filing_undo",
    ),
    path("arsip/berkas/", file_listing.file_list, name="record_file_list"),
    path(
        "arsip/berkas/daftar.xlsx",
        legal_lists.file_list_sheet,
        name="record_file_list_sheet",
    ),
    path(
        "arsip/berkas/daftar.pdf",
        legal_lists.file_list_print,
        name="record_file_list_print",
    ),
    path(
        f"{FILE}isi.xlsx", legal_lists.file_contents_sheet, name="record_file_contents"
    ),
    path(
        f"{FILE}isi.pdf",
        legal_lists.file_contents_print,
        name="record_file_contents_print",
    ),
    path("arsip/berkas/baru/", opening.file_new, name="record_file_new"),
    path(FILE, file_listing.file_page, name="record_file_page"),
    path(f"{FILE}gabung/", arranging.file_merge, name="record_file_merge"),
    path(f"{FILE}pisah/", arranging.file_split, name="record_file_split"),
    path(f"{FILE}pindah/", arranging.file_move, name="record_file_move"),
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
    path(f"{FILE}boks/", box_acts.file_into_box, name="record_file_into_box"),
    path(LOANS, loan_pages.loan_list, name="loans"),
    path(f"{LOANS}baru/", loan_pages.loan_new, name="loan_new"),
    path(f"{LOANS}<uuid:loan_id>/", loan_pages.loan_page, name="loan_page"),
    path(BOXES, box_pages.box_list, name="boxes"),
    path(f"{BOXES}baru/", box_pages.box_new, name="box_new"),
    path(f"{BOXES}pindai/", box_carrying.carry, name="box_carry_many"),
    path(f"{BOXES}label/", box_pages.labels, name="box_labels"),
    path(BOX, box_pages.box_page, name="box_page"),
    path(f"{BOX}isi/", box_acts.box_fill, name="box_fill"),
    path(f"{BOX}keluarkan/", box_acts.box_take, name="box_take"),
    path(f"{BOX}pindah/", box_acts.box_carry, name="box_carry"),
    path(f"{BOX}keadaan/", box_acts.box_state, name="box_state"),
    path(LISTS, lists.list_of_lists, name="destruction_lists"),
    path(f"{LISTS}baru/", lists.list_new, name="destruction_list_new"),
    path(LIST, list_page.list_page, name="destruction_list"),
    path(f"{LIST}kemajuan/", list_page.list_progress, name="destruction_list_progress"),
    path(f"{LIST}lembar/", sheets.list_sheet, name="destruction_list_sheet"),
    path(f"{LIST}lembar.xlsx", sheets.list_workbook, name="destruction_list_workbook"),
    path(f"{LIST}bukti/", list_page.list_proof, name="destruction_list_proof"),
    path(
        f"{LIST}dokumen/",
        papers.documents_page,
        {"desk": list_documents.DESK},
        name="destruction_list_documents",
    ),
    path(
        f"{LIST}dokumen/<slug:document>/",
        papers.document_page,
        {"desk": list_documents.DESK},
        name="destruction_list_document",
    ),
    *(
        path(
            f"{LIST}{word}/",
            acting.list_act,
            {"act": act},
            name=f"destruction_list_{act}",
        )
        for act, word in ACTS.items()
    ),
    path("arsip/panitia/", committees.committee_list, name="committees"),
    path("arsip/panitia/baru/", committees.committee_new, name="committee_new"),
    *custody,
    *reporting,
    *open_data,
    *reviews,
    path("arsip/penahanan/", hold_pages.hold_list, name="holds"),
    path("arsip/penahanan/baru/", hold_pages.hold_new, name="hold_new"),
    path("arsip/penahanan/<uuid:hold_id>/", hold_pages.hold_page, name="hold_page"),
    path(
        "arsip/penahanan/<uuid:hold_id>/kemajuan/",
        hold_pages.hold_state,
        name="hold_state",
    ),
    path("arsip/program/", programme_pages.programme_list, name="programmes"),
    path(
        "arsip/program/daftar.xlsx",
        programme_pages.programme_sheet,
        name="programme_sheet",
    ),
    path(
        "arsip/program/<uuid:entry_id>/keluar/",
        programme_pages.programme_leave,
        name="programme_leave",
    ),
    path(
        "arsip/program/<uuid:entry_id>/",
        programme_pages.programme_page,
        name="programme_page",
    ),
    path(f"{FILE}program/", programme_pages.programme_enter, name="programme_enter"),
    path("arsip/izin-baca/", grant_pages.grant_list, name="grants"),
    path("arsip/pembukaan/", opening_pages.opening_list, name="openings"),
    path("arsip/izin-baca/<uuid:grant_id>/", grant_pages.grant_page, name="grant_page"),
    path(INTAKES, intakes.intake_list, name="intake_list"),
    path(f"{INTAKES}baru/", intakes.intake_new, name="intake_new"),
    path(INTAKE, intakes.intake_page, name="intake_page"),
    path(f"{INTAKE}kemajuan/", intakes.intake_state, name="intake_state"),
    path(EXPORTS, exports.export_list, name="export_list"),
    path(f"{EXPORTS}baru/", exports.export_new, name="export_new"),
    path(EXPORT, exports.export_page, name="export_page"),
    path(f"{EXPORT}kemajuan/", exports.export_state, name="export_state"),
    path(f"{EXPORT}unduh/", exports.export_file, name="export_file"),
    path(ONE, record_page.record_read, name="record_read"),
    path(f"{ONE}koreksi/", correcting.record_correct, name="record_correct"),
    path(f"{ONE}berkaskan/", filing.file_one, name="record_file_one"),
    path(f"{ONE}buka/", opening_pages.record_open, name="record_open"),
    path(f"{ONE}izin-baca/", grant_pages.grant_ask, name="grant_ask"),
    path(f"{ONE}isi/<int:item>/", record_page.content, name="record_content"),
    path(
        f"{ONE}isi/<int:item>/<int:page>/",
        record_page.page_picture,
        name="record_page_picture",
    ),
    path("pengaturan/skkaad/", skkaad.skkaad, name="skkaad"),
    path("pengaturan/skkaad/impor/", skkaad_import.skkaad_import, name="skkaad_import"),
    path("pengaturan/jra/", schedule_pages.schedules, name="schedules"),
    path(
        "pengaturan/jra/jra.xlsx", schedule_pages.schedule_sheet, name="schedule_sheet"
    ),
    path(
        "pengaturan/jra/<uuid:version_id>/",
        schedule_pages.schedule_page,
        name="schedule_page",
    ),
    path("laporan/", report_page.reports, name="reports"),
]
