"""Addresses below `/pengaturan/pencarian/kata/`."""

from django.urls import path

from search.admin.words import pages

ROOT = "pengaturan/pencarian/kata/"
ONE = f"{ROOT}<uuid:group_id>/"
urlpatterns = [
    path(ROOT, pages.words_page, name="search_words"),
    path(f"{ROOT}bawaan/", pages.shipped_off, name="search_words_off"),
    path(ONE, pages.group_page, name="search_group"),
    path(f"{ONE}hapus/", pages.group_remove, name="search_group_remove"),
    path(f"{ONE}pakai/", pages.shipped_on, name="search_words_on"),
]
