"""Addresses of the dispositions in the shell."""

from django.urls import path

from workflow.admin.dispositions import disposition_page, giving, listing, prepared

ONE = "disposisi/<uuid:disposition_id>/"

urlpatterns = [
    path("disposisi/", listing.disposition_list, name="disposition_list"),
    path(
        "disposisi/rancangan/<uuid:prepared_id>/terbitkan/",
        prepared.issue,
        name="disposition_issue",
    ),
    path(
        "disposisi/rancangan/<uuid:prepared_id>/buang/",
        prepared.drop,
        name="disposition_drop",
    ),
    path("disposisi/baru/", giving.initiate, name="disposition_new"),
    path(
        "naskah-masuk/<uuid:incoming_id>/disposisi/",
        giving.dispose,
        name="incoming_dispose",
    ),
    path(ONE, disposition_page.disposition_read, name="disposition_read"),
    path(f"{ONE}lembar.pdf", disposition_page.sheet, name="disposition_sheet"),
    path(f"{ONE}teruskan/", giving.forward, name="disposition_forward"),
    path(f"{ONE}jawab/", disposition_page.answer, name="disposition_answer"),
    path(f"{ONE}tarik/", disposition_page.recall, name="disposition_recall"),
    path(f"{ONE}buka/", disposition_page.reopen, name="disposition_reopen"),
]
