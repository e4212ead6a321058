"""Addresses of letter types in the settings."""

from django.urls import path

from workflow.admin.letter_types import acts, pages, writing

ROOT = "pengaturan/jenis-naskah/"
ONE = f"{ROOT}<slug:code>/"

urlpatterns = [
    path(ROOT, pages.type_list, name="letter_types"),
    path(f"{ROOT}baru/", writing.type_new, name="letter_type_new"),
    path(ONE, pages.type_page, name="letter_type"),
    path(f"{ONE}ubah/", writing.type_edit, name="letter_type_edit"),
    path(f"{ONE}berlakukan/", acts.type_activate, name="letter_type_activate"),
    path(f"{ONE}hentikan/", acts.type_retire, name="letter_type_retire"),
    path(f"{ONE}buang/", acts.type_drop, name="letter_type_drop"),
]
