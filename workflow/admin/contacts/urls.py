"""Addresses of the contact register in the shell."""

from django.urls import path

from workflow.admin.contacts import contact_pages, importing

ONE = "kontak/<uuid:contact_id>/"

urlpatterns = [
    path("kontak/", contact_pages.contact_list, name="contact_list"),
    path("kontak/baru/", contact_pages.contact_new, name="contact_new"),
    path("kontak/impor/", importing.contact_import, name="contact_import"),
    path("kontak/impor/templat.xlsx", importing.template, name="contact_template"),
    path(ONE, contact_pages.contact_edit, name="contact_edit"),
    path(f"{ONE}gabung/", contact_pages.contact_merge, name="contact_merge"),
]
