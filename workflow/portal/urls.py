"""The addresses of the public pages; the QR of every letter leads here."""

from django.urls import path

from workflow.portal import sent_letter, views

urlpatterns = [
    path("v/", views.check_page, name="public_check"),
    path("v/naskah/<str:token>/", sent_letter.sent_page, name="public_sent"),
    path("v/<str:code>", views.letter_page, name="public_letter"),
    path(
        "v/<str:code>/halaman/<int:page>.webp",
        views.page_picture,
        name="public_page_picture",
    ),
]
