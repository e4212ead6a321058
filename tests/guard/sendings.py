"""What is sent outside, in each state, and what hangs on it."""

from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import Office, actor
from tests.office.sending import dispatch_of, sent_by, to_outside
from workflow.dispatches.links import secret_of
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.models import Contact, Dispatch

Places = dict[tuple[str, ...], list[dict[str, object]]]


def sent_out(office: Office) -> Places:
    """Make sendings; return the things by the names of an address' parameters."""
    waiting, handed = dispatch_of(to_outside(office)), handed_over(office)
    gone = sent_by(office, dispatch_of(to_outside(office)), "link")
    contact = Contact.objects.order_by("pk").first()
    return {
        ("dispatch_id",): [{"dispatch_id": one.pk} for one in (waiting, handed, gone)],
        ("contact_id",): [{"contact_id": contact.pk}],
        ("token",): [{"token": secret_of(gone.links.get()).token}],
    }


def handed_over(office: Office) -> Dispatch:
    """Return what an addressee outside signed for, with the receipt."""
    dispatch = dispatch_of(to_outside(office))
    proof = bring(office.setda_clerk, pdf(), "tanda-terima.pdf")
    return record_hand_over(
        actor=actor(office.setda_clerk),
        dispatch_id=dispatch.pk,
        hand_over=HandOver(
            to="Ibu Sri", on=dispatch.letter.signed_letter_date, proof=proof.pk
        ),
    )
