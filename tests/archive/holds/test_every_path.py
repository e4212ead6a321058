"""A hold beats all: every path that could delete, move or shorten is judged here."""

from tests.archive.holds.paths import found_paths

ASKED = "destroys by a list: holds are weighed under the last lock (erasing.slices)"
OTHERS = "never names a record: "
#: (kind, place) -> why a hold is honoured there; a new path is put in or fails.
JUDGED = {
    ("deletes", "archive.desk.saving:remove_view"): OTHERS + "a view that one saved",
    ("deletes", "archive.erasing.bytes:_drop_views_of"): ASKED,
    ("deletes", "archive.erasing.bytes:delete_places"): ASKED,
    ("deletes", "archive.erasing.bytes:drop_unused_rows"): ASKED,
    ("deletes", "archive.erasing.bytes:proofs_of_empty_files"): ASKED,
    ("deletes", "archive.erasing.rows:_delete"): ASKED,
    ("deletes", "archive.erasing.rows:_delete_tree"): ASKED,
    ("deletes", "archive.erasing.rows:erase_rows"): ASKED,
    ("deletes", "archive.erasing.slices:_erase"): ASKED,
    ("deletes", "archive.erasing.slices:_leave_store"): ASKED,
    ("deletes", "eoffice.objects.deleting:_delete"): ASKED,
    ("deletes", "archive.appraisal_sheets.bringing:_keep"): OTHERS + "a sheet",
    ("deletes", "archive.appraisal_sheets.bringing:_let_go"): OTHERS + "a sheet",
    ("deletes", "archive.intake.entering:_enter"): OTHERS + "a row entered",
    ("deletes", "archive.intake.entering:_let_go"): OTHERS + "what was brought",
    ("deletes", "archive.intake.reading:read_table"): OTHERS + "rows read anew",
    ("deletes", "archive.exchange.sweeping:_end"): OTHERS + "a package made anew",
    ("deletes", "archive.exchange.writing:_keep"): OTHERS + "a package made anew",
    ("deletes", "archive.open_data.making:_keep"): OTHERS + "a copy made anew",
    ("deletes", "archive.open_data.releasing:_take_back"): OTHERS + "a copy",
    ("deletes", "archive.programmes.leaving:leave_programme"): OTHERS + "a mark",
    ("deletes", "archive.places.filling:files_destroyed"): "after the destruction",
    ("deletes", "archive.places.filling:take_from_box"): OTHERS + "where paper lies",
    ("deletes", "archive.places.handing:_take_out"): OTHERS + "where paper lies",
    ("deletes", "eoffice.files.checking:_accept"): OTHERS + "the copy in quarantine",
    ("deletes", "eoffice.files.encrypting:_move"): OTHERS + "a draft's plain copy",
    ("deletes", "eoffice.files.leaving:delete_all_left"): OTHERS + "refused in records",
    ("deletes", "eoffice.files.leaving:delete_left"): OTHERS + "refused in records",
    ("deletes", "eoffice.files.parts:leave_parts"): OTHERS + "parts of a file",
    ("deletes", "eoffice.health.store_writes:write_now"): OTHERS + "a probe's own",
    ("deletes", "eoffice.objects.integrity:_removed"): OTHERS + "refused in records",
    ("deletes", "eoffice.objects.probe:remove"): OTHERS + "a probe's own",
    ("deletes", "eoffice.objects.store:delete_unkept"): OTHERS + "refused in records",
    ("deletes", "eoffice.registrations.follow_ups:_delete"): OTHERS + "as `leaving`",
    ("deletes", "workflow.books.copying:_leave"): OTHERS + "a written book",
    ("deletes", "workflow.reading_views.making:_keep"): OTHERS + "a view made twice",
    ("moves", "archive.arranging.carrying:carry"): "asks `kept_back_among`",
    ("moves", "archive.arranging.merging:_carry_proofs"): "proofs follow their file",
    ("moves", "archive.papers.keeping:_file"): "files what lay nowhere",
    ("moves", "archive.record_files.filing:file_record"): "asks `kept_back_among`",
    ("moves", "archive.record_files.filing_many:_file"): "asks `kept_back_among`",
    ("moves", "archive.record_files.undoing:_put_back"): "asks `kept_back_among`",
    ("shortens", "archive.holds.in_store:follow"): "lifts what no hold covers any more",
    ("shortens", "archive.record_files.closing:write_dates"): "dates; locks only grow",
    ("shortens", "archive.arranging.splitting:_opened"): "the dates of its whole",
    ("shortens", "archive.reviews.deciding:_decided"): "the later of two days",
    ("shortens", "archive.arranging.merging:_empty"): "a file with nothing left in it",
    ("shortens", "eoffice.objects.locks:lock"): "writes a later day alone",
    ("shortens", "eoffice.objects.locks:lock_version"): "writes a later day alone",
    ("shortens", "eoffice.objects.probe:hold"): OTHERS + "a probe's own",
    ("shortens", "eoffice.objects.probe:lock"): OTHERS + "a probe's own",
    ("shortens", "eoffice.second_copies.keeping:_follow"): "follows the first store",
}


def test_no_path_that_deletes_moves_or_shortens_is_unjudged():
    assert found_paths() == set(JUDGED)
