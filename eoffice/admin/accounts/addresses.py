"""Addresses of accounts in the shell."""

from django.urls import path

from eoffice.admin.accounts import account_acts, pages, roles

ONE, ASKED = "<uuid:user_id>/", "persetujuan/<uuid:agreement_id>/"

urlpatterns = [
    path("", pages.account_list, name="account_list"),
    path("baru/", pages.account_new, name="account_new"),
    path("baru/<uuid:official_id>/", pages.account_new_for, name="account_new_for"),
    path("persetujuan/", roles.agreements, name="account_agreements"),
    path(f"{ASKED}setuju/", roles.agree, name="agreement_agree"),
    path(f"{ASKED}berkas/", roles.workbook, name="agreement_workbook"),
    path(f"{ASKED}tolak/", roles.refuse, name="agreement_refuse"),
    path("peran/<uuid:position_id>/", roles.seat_roles, name="seat_roles"),
    path(ONE, pages.account_detail, name="account_detail"),
    path(f"{ONE}sandi/", account_acts.temporary_password, name="account_password"),
    path(f"{ONE}tutup/", account_acts.disable, name="account_disable"),
    path(f"{ONE}buka/", account_acts.enable, name="account_enable"),
    path(f"{ONE}sesi/", account_acts.end_sessions, name="account_end_sessions"),
]
