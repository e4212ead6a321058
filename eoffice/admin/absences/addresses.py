"""`/akun/plh/`: asking for a Plh. oneself, and agreeing as the superior."""

from django.urls import path

from eoffice.admin.absences import pages

ONE = "<uuid:absence_id>/"

urlpatterns = [
    path("", pages.absence_list, name="absence_list"),
    path(f"{ONE}setuju/", pages.absence_agree, name="absence_agree"),
    path(f"{ONE}tolak/", pages.absence_refuse, name="absence_refuse"),
    path(f"{ONE}batal/", pages.absence_withdraw, name="absence_withdraw"),
]
