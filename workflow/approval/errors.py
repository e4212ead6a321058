"""Refusals of a letter's route, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class StepAlreadyDecided(StateForbids):
    """Somebody has decided this step; it need not be repeated."""

    code = "step_already_decided"
    message = _("This step has been decided already; no need to repeat it.")


class NotWithdrawable(StateForbids):
    """The letter went on: the initial stands."""

    code = "not_withdrawable"
    message = _(
        "The next person has opened the letter; the initial stands. Ask them to"
        " return it."
    )


class NotYetYourTurn(StateForbids):
    """An earlier step is still open."""

    code = "not_yet_your_turn"
    message = _("An earlier step has not been decided yet.")


class NotCorrectedHere(StateForbids):
    """The signature, or a type whose text only its drafter writes."""

    code = "not_corrected_here"
    message = _(
        "The text of this letter is not corrected at this step. Return it with notes."
    )
