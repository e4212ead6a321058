"""The doors of the house. Rooms add theirs in the shell by Wagtail's hooks."""

from django.urls import include, path, re_path

from eoffice.api.root import api
from eoffice.api.views import unknown_path
from eoffice.portal.registry import public_patterns

urlpatterns = [
    path("masuk/", include("eoffice.accounts.urls")),
    path("api/v1/", api.urls),
    re_path(r"^api/", unknown_path),
    path("pemberitahuan/", include("eoffice.admin.notifications.urls")),
    path("pengaturan/antrean/", include("eoffice.upkeep.urls")),
    path("pengaturan/audit/", include("eoffice.admin.audit.addresses")),
    path("pengaturan/akun/", include("eoffice.admin.accounts.addresses")),
    path("akun/keamanan/", include("eoffice.admin.accounts.own_addresses")),
    path("akun/plh/", include("eoffice.admin.absences.addresses")),
    path("pengaturan/aturan/", include("eoffice.admin.policies.addresses")),
    path("pengaturan/hari-libur/", include("eoffice.admin.holidays.addresses")),
    path("pengaturan/organisasi/", include("eoffice.admin.organisation.addresses")),
    *public_patterns(),
    path("", include("eoffice.shell.urls")),
]

handler400 = "eoffice.shell.views.errors.bad_request"
handler403 = "eoffice.shell.views.errors.forbidden"
handler404 = "eoffice.shell.views.errors.not_found"
handler500 = "eoffice.shell.views.errors.failed"
