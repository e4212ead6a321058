"""Addresses of one's own account."""

from django.urls import path

from eoffice.admin.accounts import own

urlpatterns = [
    path("", own.security, name="own_security"),
    path("sesi/<int:session_id>/akhiri/", own.end_session, name="own_session_end"),
    path("token/baru/", own.token_new, name="own_token_new"),
    path("token/<uuid:token_id>/akhiri/", own.token_revoke, name="own_token_revoke"),
]
