"""The doors of the house. Rooms add theirs in the shell by Wagtail's hooks."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("masuk/", include("eoffice.accounts.urls")),
    path("", include(wagtailadmin_urls)),
]
