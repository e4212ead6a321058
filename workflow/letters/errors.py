"""Refusals of the letter room, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class LetterLocked(StateForbids):
    """The letter is past drafting; its text cannot be changed."""

    code = "letter_locked"
    message = _("This letter has been submitted; its text cannot be changed now.")


class LetterReferred(StateForbids):
    """Another letter refers to the draft, or corrects it."""

    code = "letter_referred"
    message = _("Another letter refers to this draft. Take the reference out first.")


class SigningUnderWay(StateForbids):
    """Another act of signing this letter is open."""

    code = "signing_under_way"
    message = _("This letter is being signed right now. Wait a moment.")
