"""Addresses of the lists of holidays."""

from django.urls import path

from eoffice.admin.holidays import pages

urlpatterns = [
    path("", pages.holiday_list, name="holiday_list"),
    path("impor/", pages.holiday_import, name="holiday_import"),
    path("baru/", pages.holiday_enter, name="holiday_enter"),
    path("<uuid:holiday_id>/hapus/", pages.holiday_remove, name="holiday_remove"),
]
