"""Asking every door of an incoming letter at once: who gets in."""

from tests.office.kabupaten import Office, Person
from tests.office.visitors import ROOT, client_of, program_of
from workflow.models import IncomingLetter

OPEN, CLOSED = 200, 404


def everybody(office: Office) -> dict[str, Person]:
    """All people of the office by attribute."""
    people = vars(office).items()
    return {name: person for name, person in people if hasattr(person, "user")}


def entry_doors(incoming: IncomingLetter) -> list[str]:
    """Addresses that show the agenda entry."""
    return [
        f"{ROOT}/incoming-letters/{incoming.pk}",
        f"/naskah-masuk/{incoming.pk}/",
    ]


def content_doors(incoming: IncomingLetter) -> list[str]:
    """Addresses that show what the letter says."""
    api = f"{ROOT}/incoming-letters/{incoming.pk}"
    own = f"/naskah-masuk/{incoming.pk}"
    return [
        f"{api}/proposal",
        f"{api}/files/1/content",
        f"{api}/pages/1.png",
        f"{own}/halaman/1/",
        f"{own}/berkas/1/",
    ]


def codes(person: Person, doors: list[str]) -> set[int]:
    """Status codes of the doors for a person, in browser and program."""
    program, browser = program_of(person), client_of(person)
    return {
        (program if door.startswith(ROOT) else browser).get(door).status_code
        for door in doors
    }


def let_in(office: Office, doors: list[str]) -> set[str]:
    """Names of those whom every door lets in; all others find every door shut."""
    found = set()
    for name, person in everybody(office).items():
        seen = codes(person, doors)
        assert seen in ({OPEN}, {CLOSED}), (name, seen)
        if seen == {OPEN}:
            found.add(name)
    return found


def listed_to(office: Office, incoming: IncomingLetter) -> set[str]:
    """Names of those who have the letter in the list of the API."""
    found = set()
    for name, person in everybody(office).items():
        items = program_of(person).get(f"{ROOT}/incoming-letters").json()["items"]
        if str(incoming.pk) in {one["id"] for one in items}:
            found.add(name)
    return found
