"""Addresses of the reports on the keeping of records."""

from django.urls import path

from archive.admin.reporting import backlog, figures, supervision

REPORTS = "arsip/laporan/"
BACKLOG = f"{REPORTS}belum-berkas"
FIGURES = f"{REPORTS}angka"
SUPERVISION = f"{REPORTS}pengawasan"

urlpatterns = [
    path(f"{BACKLOG}/", backlog.backlog_page, name="record_backlog"),
    path(f"{BACKLOG}.xlsx", backlog.backlog_sheet, name="record_backlog_sheet"),
    path(f"{FIGURES}/", figures.figures_page, name="archive_figures"),
    path(f"{FIGURES}.xlsx", figures.figures_sheet, name="archive_figures_sheet"),
    path(f"{FIGURES}.pdf", figures.figures_print, name="archive_figures_print"),
    path(f"{SUPERVISION}/", supervision.supervision_page, name="supervision"),
    path(
        f"{SUPERVISION}.xlsx", supervision.supervision_sheet, name="supervision_sheet"
    ),
    path(f"{SUPERVISION}.pdf", supervision.supervision_print, name="supervision_print"),
]
