"""Addresses of the letterhead's pages."""

from django.urls import path

from workflow.admin.letterheads import pages

urlpatterns = [
    path("pengaturan/kop/", pages.letterhead_page, name="letterhead_page"),
    path(
        "pengaturan/kop/lambang/<uuid:emblem_id>/",
        pages.emblem_page,
        name="letterhead_emblem",
    ),
]
