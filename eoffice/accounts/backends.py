"""The only door: username or NIP with a password, through allauth."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from eoffice.accounts.models import User
from eoffice.accounts.names import is_name, normal_name

SHELL_PERMISSION = "wagtailadmin.access_admin"


def account_named(typed: str) -> User | None:
    """Return the account with this name, or of the official with this NIP."""
    name = normal_name(typed)
    if not is_name(name):
        return None
    by_name = User.objects.filter(username=name).first()
    return by_name or User.objects.filter(official__nip=name).first()


class OfficeBackend(AuthenticationBackend):
    """Log in by username or NIP; the shell opens to officials in service.

    Permissions follow positions, not groups: the only permission answered here is
    the entry to the shell. There is no bare `ModelBackend`.
    """

    def get_user(self, user_id: Any) -> User | None:
        """Return the account with what every page asks of it: official and looks."""
        rows = User.objects.select_related("official", "wagtail_userprofile")
        found = rows.filter(pk=user_id).first()
        return found if found and self.user_can_authenticate(found) else None

    def _authenticate_by_username(self, username: str, password: str) -> User | None:
        found: User | None = self._check_password(account_named(username), password)
        return found

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Answer only for the entry to the shell."""
        return perm == SHELL_PERMISSION and _is_in_service(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Answer only for the entry to the shell."""
        return app_label == "wagtailadmin" and _is_in_service(user_obj)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the entry to the shell, or nothing."""
        return {SHELL_PERMISSION} if _is_in_service(user_obj) else set()


def _is_in_service(user: Any) -> bool:
    official = getattr(user, "official", None)
    return bool(user.is_active and official and official.is_active)
