"""Addresses of series in the shell."""

from django.urls import path

from workflow.admin.drafting.series import pages

LIST = "naskah-keluar/berkala/"

urlpatterns = [
    path(LIST, pages.series_list, name="series_list"),
    path(f"{LIST}baru/<uuid:letter_id>/", pages.series_new, name="series_new"),
    path(f"{LIST}<uuid:series_id>/akhiri/", pages.series_end, name="series_end"),
]
