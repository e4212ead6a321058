"""What a grant refuses."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class GrantDecided(StateForbids):
    """Somebody decided about this request already."""

    code = "grant_decided"
    message = _("This request was decided already. Nothing was changed.")


class GrantOver(StateForbids):
    """The grant ended already: on its day, or revoked."""

    code = "grant_over"
    message = _("This grant is over already. Nothing was changed.")


class GrantAsked(StateForbids):
    """The person is waiting for an answer about this record already."""

    code = "grant_asked"
    message = _("A request of this person for this record waits for its decision.")
