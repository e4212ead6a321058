"""Addresses of the agenda books in the shell."""

from django.urls import path

from workflow.admin.books import printing, views

BOOK = "laporan/buku/<slug:book>"

urlpatterns = [
    path(f"{BOOK}/", views.register_page, name="register_page"),
    path(f"{BOOK}.xlsx", views.register_sheet, name="register_sheet"),
    path(f"{BOOK}.pdf", views.register_print, name="register_print"),
    path(f"{BOOK}/salinan/", printing.register_copy, name="register_copy"),
    path(
        f"{BOOK}/salinan/keadaan/",
        printing.register_copy_state,
        name="register_copy_state",
    ),
]
