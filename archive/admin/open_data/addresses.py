"""Addresses of the open data."""

from django.urls import path

from archive.admin.open_data import deciding, lists

OPEN = "arsip/terbuka"
ONE = f"{OPEN}/<uuid:open_id>/"

urlpatterns = [
    path(f"{OPEN}/", lists.open_list, name="open_data"),
    path(f"{OPEN}.csv", lists.open_csv, name="open_data_csv"),
    path(f"{OPEN}.zip", lists.open_zip, name="open_data_zip"),
    path(ONE, deciding.open_page, name="open_record"),
    path(f"{ONE}salinan/", lists.open_copy, name="open_record_copy"),
    path(
        "arsip/<uuid:record_id>/terbuka/", deciding.release_page, name="record_release"
    ),
]
