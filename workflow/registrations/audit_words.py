"""Words for the acts of the letter room in the audit trail.

Letters are named by their number alone: the person who audits has no right to their
content.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail_words import (
    moment,
    names_by,
    names_from,
    register_acts,
    register_thing,
)
from workflow.books.trail_acts import BookAct
from workflow.contacts.models import Contact
from workflow.contacts.trail_acts import ContactAct
from workflow.dispatches.trail_acts import DispatchAct
from workflow.dispositions.models import Disposition
from workflow.dispositions.trail_acts import DispositionAct
from workflow.drafting.series.models import LetterSeries
from workflow.drafting.series.trail_acts import SeriesAct
from workflow.incoming.models import IncomingLetter
from workflow.incoming.trail_acts import IncomingAct
from workflow.letter_types.models import LetterType
from workflow.letter_types.trail_acts import TypeAct
from workflow.letterheads.models import Emblem
from workflow.letterheads.trail_acts import EmblemAct
from workflow.letters.models import Letter
from workflow.letters.trail_acts import LetterAct
from workflow.mandates.models import SigningMandate
from workflow.mandates.trail_acts import MandateAct
from workflow.merging.models import MergeBatch
from workflow.merging.trail_acts import MergeAct
from workflow.numbering.models import Register
from workflow.numbering.rule_model import RegisterRule
from workflow.numbering.trail_acts import NumberAct
from workflow.reading_copies import CopyAct
from workflow.signing.models import SignerCredential
from workflow.signing.trail_acts import SessionAct, SignerAct
from workflow.unit_texts.models import UnitText
from workflow.unit_texts.trail_acts import UnitTextAct


def _letter(letter: Letter) -> str:
    """Return the number, or type and moment of a letter that has none yet."""
    made = {"type": letter.letter_type.name, "at": moment(letter.created_at)}
    return letter.number or str(_("%(type)s of %(at)s, not numbered") % made)


def _incoming(incoming: IncomingLetter) -> str:
    came = {"at": moment(incoming.received_at)}
    number = incoming.agenda_number or incoming.number
    return number or str(_("came %(at)s, not registered") % came)


def _disposition(disposition: Disposition) -> str:
    number = _incoming(disposition.incoming) if disposition.incoming else ""
    return number or str(_("given %(at)s") % {"at": moment(disposition.created_at)})


def _batch(batch: MergeBatch) -> str:
    made = {"count": batch.row_count, "at": moment(batch.created_at)}
    return str(_("%(count)d rows, brought %(at)s") % made)


def register() -> None:
    """Say them (called once, at start)."""
    register_acts(
        LetterAct,
        CopyAct,
        SignerAct,
        SessionAct,
        IncomingAct,
        DispositionAct,
        DispatchAct,
        ContactAct,
        BookAct,
        NumberAct,
        MandateAct,
        EmblemAct,
        MergeAct,
        TypeAct,
    )
    _register_registers()
    register_thing(
        "workflow.letter",
        _("Letter"),
        names_from(
            Letter.objects.select_related("letter_type").defer("body").all, _letter
        ),
    )
    register_thing(
        "workflow.incomingletter",
        _("Incoming letter"),
        names_from(IncomingLetter.objects.all, _incoming),
    )
    register_thing(
        "workflow.disposition",
        _("Disposition"),
        names_from(Disposition.objects.select_related("incoming").all, _disposition),
    )
    register_thing(
        "workflow.contact", _("Contact"), names_by(Contact.objects.all, "name")
    )
    register_thing(
        "workflow.signingmandate",
        _("Mandate"),
        names_by(SigningMandate.objects.all, "receiver__title"),
    )
    register_thing("workflow.emblem", _("Emblem"), names_by(Emblem.objects.all, "name"))
    register_thing(
        "workflow.signercredential",
        _("Signing certificate"),
        names_by(SignerCredential.objects.all, "official__name"),
    )


def _series(series: LetterSeries) -> str:
    told = {"every": series.get_every_display(), "at": moment(series.created_at)}
    return str(_("%(every)s, begun %(at)s") % told)


def _register_registers() -> None:
    register_acts(UnitTextAct)
    texts = UnitText.objects
    register_thing(
        "workflow.unittext", _("text of a unit"), names_by(texts.all, "name")
    )
    rows = Register.objects.select_related("unit")
    register_thing("workflow.register", _("register"), names_from(rows.all, str))
    types = LetterType.objects
    register_thing("workflow.lettertype", _("letter type"), names_by(types.all, "name"))
    rules = RegisterRule.objects
    register_thing(
        "workflow.registerrule", _("register rule"), names_by(rules.all, "name")
    )
    batches = MergeBatch.objects.only("row_count", "created_at")
    register_thing(
        "workflow.mergebatch", _("Batch of letters"), names_from(batches.all, _batch)
    )
    register_acts(SeriesAct)
    series = LetterSeries.objects.only("every", "day", "created_at")
    register_thing(
        "workflow.letterseries", _("Recurring letters"), names_from(series.all, _series)
    )
