"""Addresses of the auditors' room."""

from django.urls import path

from eoffice.admin.audit import pages

urlpatterns = [
    path("", pages.audit_trail, name="audit_trail"),
    path("jejak.xlsx", pages.audit_sheet, name="audit_sheet"),
]
