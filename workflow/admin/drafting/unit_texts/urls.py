"""Addresses of the texts of units in the shell."""

from django.urls import path

from workflow.admin.drafting.unit_texts import keeping, listing

DRAFT = "naskah-keluar/teks-unit/konsep/<uuid:letter_id>/"
TEXT = "naskah-keluar/teks-unit/<uuid:text_id>/"

urlpatterns = [
    path("naskah-keluar/teks-unit/", listing.unit_texts, name="unit_texts"),
    path(f"{DRAFT}potongan/", keeping.snippet_keep, name="snippet_keep"),
    path(f"{DRAFT}templat/", keeping.template_keep, name="template_keep"),
    path(TEXT, keeping.unit_text, name="unit_text"),
    path(f"{TEXT}nama/", listing.unit_text_rename, name="unit_text_rename"),
    path(f"{TEXT}pensiun/", listing.unit_text_retire, name="unit_text_retire"),
]
