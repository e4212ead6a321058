"""Log-in pages, all of them allauth's."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("", views.login, name="account_login"),
    path("keluar/", views.logout, name="account_logout"),
    path("sandi/", views.password_change, name="account_change_password"),
    path("ulang/", views.reauthenticate, name="account_reauthenticate"),
]
