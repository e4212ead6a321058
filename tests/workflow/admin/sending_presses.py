"""Acts of sending out and of the contact register: who presses what."""

from django.urls import reverse

from tests.office.sending import LAND_OFFICE, RECTOR, dispatch_of, sent_by, to_outside
from workflow.contacts.operations import remember_contact
from workflow.models import Contact


def _path(name, *ids):
    return reverse(name, args=ids)


def _dispatch_send(office):
    dispatch = dispatch_of(to_outside(office))
    return office.setda_clerk, _path("dispatch_send", dispatch.pk), {"way": "link"}


def _dispatch_send_many(office):
    letter = to_outside(office, RECTOR, LAND_OFFICE)
    ids = [str(one.pk) for one in letter.dispatches.all()]
    return office.setda_clerk, _path("dispatch_send_many"), {"dispatch": ids}


def _dispatch_resend(office):
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "link")
    return office.setda_clerk, _path("dispatch_resend", dispatch.pk), {}


def _dispatch_hand_over(office):
    dispatch = dispatch_of(to_outside(office))
    form = {"to": "Sri, TU Provinsi", "on": "hari ini"}
    return office.setda_clerk, _path("dispatch_hand_over", dispatch.pk), form


def _contact_new(office):
    form = {"name": "Gubernur Jawa Tengah", "kind": "office"}
    return office.setda_clerk, _path("contact_new"), form


def _contact_change(office):
    contact = remember_contact("Gubernur Jawa Tengah")
    form = {"name": "Gubernur", "kind": "office", "version": "1"}
    return office.admin, _path("contact_edit", contact.pk), form


def _contact_merge(office):
    one, two = remember_contact("Gubernur"), remember_contact("Yth. Gubernur", "X")
    other = Contact.objects.create(name="GUBERNUR", normal_name="gubernur")
    assert one == two
    form = {"duplicate": str(other.pk)}
    return office.setda_clerk, _path("contact_merge", one.pk), form


def _dispatch_bounce(office):
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "label")
    form = {"reason": "Pindah alamat"}
    return office.setda_clerk, _path("dispatch_bounce", dispatch.pk), form


def _dispatch_revoke(office):
    dispatch = dispatch_of(to_outside(office))
    form = {"reason": "Salah tujuan"}
    return office.setda_clerk, _path("dispatch_revoke", dispatch.pk), form


ACTS = [
    _dispatch_send,
    _dispatch_send_many,
    _dispatch_resend,
    _dispatch_hand_over,
    _contact_new,
    _contact_change,
    _contact_merge,
    _dispatch_bounce,
    _dispatch_revoke,
]
