"""Addresses of the office's own rules."""

from django.urls import path

from eoffice.admin.policies import pages

urlpatterns = [
    path("", pages.policy_list, name="policy_list"),
    path("<slug:name>/", pages.policy_page, name="policy_page"),
]
