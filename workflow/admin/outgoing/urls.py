"""Addresses of the outgoing letters in the shell."""

from django.urls import path

from workflow.admin.approval import note_acts, refusing, rerouting, returning
from workflow.admin.drafting import (
    correcting,
    editor,
    history,
    mending,
    new_letter,
    pickers,
    presence,
    preview,
    retyping,
    uploading,
)
from workflow.admin.letters import comparing, viewing
from workflow.admin.outgoing import (
    after_signing,
    handover,
    journey,
    letter_acts,
    letter_page,
    listing,
)
from workflow.admin.signing import bulk_job, bulk_reading, bulk_secret

ONE = "naskah-keluar/<uuid:letter_id>/"
SIGN = "naskah-keluar/tanda-tangan/"

urlpatterns = [
    path("serah-terima/", handover.handover_list, name="handover_list"),
    path("naskah-keluar/", listing.letter_list, name="letter_list"),
    path("naskah-keluar/baru/", new_letter.letter_new, name="letter_new"),
    path("naskah-keluar/cari/<slug:source>/", pickers.lookup, name="letter_lookup"),
    path(f"{ONE}kode/", pickers.codes_for_letter, name="letter_codes"),
    path("naskah-keluar/unggah/", uploading.letter_upload, name="letter_upload"),
    path(
        "naskah-keluar/unggah/bagian/",
        uploading.letter_upload_part,
        name="letter_upload_part",
    ),
    path(
        "naskah-keluar/unggah/<uuid:upload_id>/",
        uploading.letter_upload_state,
        name="letter_upload_state",
    ),
    path(SIGN, bulk_reading.letters_sign, name="letters_sign"),
    path(
        f"{SIGN}pilih/<uuid:letter_id>/",
        bulk_reading.letters_sign_choose,
        name="letters_sign_choose",
    ),
    path(f"{SIGN}sandi/", bulk_secret.letters_sign_secret, name="letters_sign_secret"),
    path(f"{SIGN}<uuid:job_id>/", bulk_job.letters_sign_job, name="letters_sign_job"),
    path(
        f"{SIGN}<uuid:job_id>/keadaan/",
        bulk_job.letters_sign_state,
        name="letters_sign_state",
    ),
    path(
        f"{SIGN}<uuid:job_id>/hentikan/",
        bulk_job.letters_sign_cancel,
        name="letters_sign_cancel",
    ),
    path(f"{ONE}tulis/", editor.letter_edit, name="letter_edit"),
    path(f"{ONE}jenis/", retyping.letter_retype, name="letter_retype"),
    path(f"{ONE}perbaiki/", mending.letter_mend, name="letter_mend"),
    path(f"{ONE}simpan/", editor.letter_save, name="letter_save"),
    path(f"{ONE}riwayat/", history.letter_history, name="letter_history"),
    path(f"{ONE}riwayat/<uuid:state_id>/", history.letter_state, name="letter_state"),
    path(
        f"{ONE}riwayat/<uuid:state_id>/pulihkan/",
        history.letter_restore,
        name="letter_restore",
    ),
    path(f"{ONE}hadir/", presence.letter_presence, name="letter_presence"),
    path(f"{ONE}pratinjau/", preview.letter_preview, name="letter_preview"),
    path(f"{ONE}ajukan/", editor.letter_submit, name="letter_submit"),
    path(ONE, letter_page.letter_read, name="letter_read"),
    path(f"{ONE}jalur/", journey.letter_journey, name="letter_journey"),
    path(f"{ONE}perubahan/", comparing.letter_compare, name="letter_compare"),
    path(f"{ONE}v<int:number>/tanda/", comparing.letter_marks, name="letter_marks"),
    path(f"{ONE}v<int:number>/<int:page>/", viewing.page_picture, name="letter_page"),
    path(f"{ONE}unduh/", viewing.download, name="letter_download"),
    path(f"{ONE}gambar/<uuid:upload_id>/", viewing.text_picture, name="letter_picture"),
    path(
        f"{ONE}lampiran/<uuid:attachment_id>/",
        viewing.attachment,
        name="letter_attachment",
    ),
    path(
        f"{ONE}lampiran/<uuid:attachment_id>/baca/",
        viewing.attachment_view,
        name="letter_attachment_view",
    ),
    path(
        f"{ONE}paraf/<uuid:step_id>/", letter_acts.letter_initial, name="letter_initial"
    ),
    path(
        f"{ONE}paraf/<uuid:step_id>/urungkan/",
        letter_acts.letter_initial_withdraw,
        name="letter_initial_withdraw",
    ),
    path(f"{ONE}tanda-tangan/", letter_acts.letter_sign, name="letter_sign"),
    path(f"{ONE}kembalikan/", returning.letter_return, name="letter_return"),
    path(
        f"{ONE}langkah/<uuid:step_id>/perbaiki/",
        correcting.text_correct,
        name="text_correct",
    ),
    path(
        f"{ONE}langkah/<uuid:step_id>/perbaiki/pratinjau/",
        correcting.text_correct_preview,
        name="text_correct_preview",
    ),
    path(f"{ONE}langkah/<uuid:step_id>/lewati/", rerouting.step_skip, name="step_skip"),
    path(
        f"{ONE}langkah/<uuid:step_id>/alihkan/",
        rerouting.step_reassign,
        name="step_reassign",
    ),
    path(f"{ONE}tolak/", refusing.letter_refuse, name="letter_refuse"),
    path(
        f"{ONE}catatan/<uuid:note_id>/balas/", note_acts.note_reply, name="note_reply"
    ),
    path(
        f"{ONE}catatan/<uuid:note_id>/selesai/",
        note_acts.note_settle,
        name="note_settle",
    ),
    path(f"{ONE}tarik/", letter_acts.letter_recall, name="letter_recall"),
    path(f"{ONE}salin/", letter_acts.letter_copy_act, name="letter_copy"),
    path(f"{ONE}cabut/", after_signing.letter_revoke, name="letter_revoke"),
    path(f"{ONE}ralat/", after_signing.letter_correct, name="letter_correct"),
    path(f"{ONE}hapus/", letter_acts.letter_delete, name="letter_delete"),
]
