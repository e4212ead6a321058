"""allauth's forms, where the house asks for more."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from django.forms import ValidationError
from django.utils.translation import gettext as _

from eoffice.administration.accounts import change_own_password


class OfficeChangePasswordForm(ChangePasswordForm):
    """A new password of one's own; the temporary one cannot stay."""

    def clean(self) -> dict[str, Any]:
        """Refuse the present password as the new one."""
        values: dict[str, Any] = super().clean()
        old, new = values.get("oldpassword"), values.get("password1")
        if old and new and old == new:
            raise ValidationError({"password1": _("Choose another password.")})
        return values

    def save(self) -> None:
        """Keep it; every session ends."""
        change_own_password(user=self.user, password=self.cleaned_data["password1"])
