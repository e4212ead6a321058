"""Log-in pages, all of them allauth's."""

from allauth.account import views
from django.urls import path

from eoffice.accounts.step_up import reauthenticate

urlpatterns = [
    path("", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("ditutup/", views.account_inactive, name="account_inactive"),
    path("sandi/", views.password_change, name="account_change_password"),
    path("ulang/", reauthenticate, name="account_reauthenticate"),
]
