"""Events of the contact register."""

from eoffice.outbox.events import EventName


class ContactEvent(EventName):
    """`merged`: ids of those that became part of `contact_id`, parted by commas."""

    MERGED = "contact.merged"
