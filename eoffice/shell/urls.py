"""The shell's doors, and Wagtail's that we keep shut.

Stock screens for pages, pictures, documents, users, groups and reports are not part
of the office: they answer like any unknown address. Log-in and reset lead to ours.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from eoffice.shell.views import account, days, demo, gallery, home, settings, sprite

SHUT = (
    "pages|choose-page|choose-external-link|choose-email-link|choose-phone-link"
    "|choose-anchor-link|tag-autocomplete|collections|workflows|reports|images"
    "|documents|users|groups|sites|redirects|test404|failwhale|styleguide|api/main"
    "|dismissibles|bulk|editing-sessions|block-preview"
)


def shut(request: HttpRequest, **_names: str) -> HttpResponse:
    """Answer as for an address that does not exist."""
    raise Http404


urlpatterns = [
    path("", home.home, name="wagtailadmin_home"),
    path("akun/", account.own_account, name="own_account"),
    path(
        "akun/jabatan/<uuid:position_id>/",
        account.switch_position,
        name="switch_position",
    ),
    path("hari/", days.read_day, name="read_day"),
    path("demo/surel/", demo.mails, name="demo_mail"),
    path("pengaturan/", settings.settings_index, name="settings_index"),
    path("pengaturan/komponen/", gallery.gallery, name="component_gallery"),
    path("login/", RedirectView.as_view(pattern_name="account_login")),
    re_path(r"^password_reset/", RedirectView.as_view(pattern_name="account_login")),
    path("account/", RedirectView.as_view(pattern_name="own_account")),
    path("logout/", RedirectView.as_view(pattern_name="account_logout")),
    re_path(rf"^(?:{SHUT})(?:/.*)?$", shut),
    re_path(r"^snippets/$", shut),
    path("sprite/", sprite.icon_sprite),
    path("", include(wagtailadmin_urls)),
]
