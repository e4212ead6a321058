"""Finding contacts: by words, and those that look like the same party."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from eoffice.listing import ListQuery, SortOrders
from eoffice.organisation.actor import Actor
from workflow.contacts.access import contacts_visible_to
from workflow.contacts.models import Contact
from workflow.contacts.normal_form import normal_name

BY_NAME = SortOrders(columns={"name": "normal_name"}, default="name")


class ContactQuery(ListQuery):
    """Filters of the register; they bind the cursor."""

    q: str = ""
    kind: str = ""
    duplicates: bool = False


def contacts(actor: Actor, query: ContactQuery) -> QuerySet[Contact]:
    """Return the contacts that have all the words, without those merged away.

    Their mail addresses are personal: only the page and answer of one load it.
    """
    rows = contacts_visible_to(actor).filter(merged_into__isnull=True).defer("email")
    for word in query.q.split()[:8]:
        rows = rows.filter(name__icontains=word)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.duplicates:
        rows = rows.filter(normal_name__in=_twice())
    return rows


def _twice() -> QuerySet[Contact, str]:
    rows = Contact.objects.filter(merged_into__isnull=True).order_by()
    names = rows.values("normal_name").annotate(n=Count("pk")).filter(n__gt=1)
    return names.values_list("normal_name", flat=True)


def suggested(actor: Actor, words: str, limit: int) -> list[Contact]:
    """Return those a drafter may mean, the ones used last first."""
    rows = contacts(actor, ContactQuery(q=words, cursor=None, sort=None, limit=limit))
    return list(rows.order_by("-used_at", "normal_name")[:limit])


def same_name(actor: Actor, name: str, limit: int) -> list[Contact]:
    """Return those whose name begins so however it is spelled, used last first.

    A double is found before it is made: what the register has is offered instead.
    """
    rows = contacts_visible_to(actor).filter(
        normal_name__startswith=normal_name(name), merged_into__isnull=True
    )
    return list(rows.defer("email").order_by("-used_at", "normal_name")[:limit])


def same_party(contact: Contact) -> list[Contact]:
    """Return the other contacts of the same normal form, oldest first."""
    rows = Contact.objects.filter(
        normal_name=contact.normal_name, merged_into__isnull=True
    )
    return list(rows.exclude(pk=contact.pk).order_by("pk"))


def known_by_form(names: Iterable[str]) -> dict[str, Contact]:
    """Return by normal form the oldest contact of each name."""
    forms = {normal_name(name) for name in names}
    rows = Contact.objects.filter(normal_name__in=forms, merged_into__isnull=True)
    return {one.normal_name: one for one in rows.order_by("-pk")}
