"""The registration form: proposals filled in, tied to their place on the scan."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import head_of
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.shell.components import Box, ConfidenceField
from workflow.admin.incoming.entry_form import EntryForm
from workflow.incoming.models import IncomingLetter
from workflow.incoming.queries.code_proposals import CodeProposal, proposed_code
from workflow.incoming.queries.desks import desks_of
from workflow.incoming.queries.lists import Duplicate
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

#: Field of the form -> field of the proposal, in the order of their numbers.
BOXED = (
    ("sender", "sender"),
    ("number", "number"),
    ("letter_date", "date"),
    ("subject", "subject"),
    ("routed_to", "addressee"),
)


class RegistrationForm(EntryForm):
    """What the clerk confirms; rules are the operation's."""

    duplicate_reason = forms.CharField(
        label=gettext_lazy("Why register it all the same"),
        max_length=300,
        help_text=gettext_lazy("For example: a later copy with the stamp."),
    )

    def __init__(
        self,
        incoming: IncomingLetter,
        actor: Actor,
        duplicates: Sequence[Duplicate],
        data: Any = None,
    ) -> None:
        """Fill in what was proposed; ask for a reason where it looks registered."""
        proposal = getattr(incoming, "proposal", None)
        self.proposed: dict[str, Any] = proposal.fields if proposal else {}
        self.actor = actor
        super().__init__(incoming, data, self._initial(incoming))
        if not duplicates:
            del self.fields["duplicate_reason"]

    def _value(self, name: str) -> str:
        field = self.proposed.get(name)
        return str(field["value"] or "") if field else ""

    def _desk(self, incoming: IncomingLetter) -> Position | None:
        """Return the desk the envelope names, else the head of the register."""
        wanted = self._value("addressee").lower()
        register = register_unit_of(incoming.unit)
        titles = desks_of(register).only("title") if wanted else []
        named = [desk for desk in titles if desk.title.lower() in wanted]
        # One title may stand within another: then the longer one is meant.
        longest = max(named, key=lambda desk: len(desk.title), default=None)
        return longest or head_of(register)

    def _initial(self, incoming: IncomingLetter) -> dict[str, Any]:
        desk = self._desk(incoming)
        day = self._value("date")
        return {
            "sender": self._value("sender"),
            "number": self._value("number"),
            "letter_date": date.fromisoformat(day) if day else None,
            "subject": self._value("subject"),
            "letter_type": self._value("type"),
            "classification_code": self.code.entry.code if self.code else "",
            "routed_to": desk.pk if desk else None,
            "urgency": Urgency.BIASA,
            "security_class": SecurityClass.BIASA,
            "row_version": incoming.row_version,
        }

    @cached_property
    def code(self) -> CodeProposal | None:
        """The code that past letters or the type speak for."""
        return proposed_code(
            self.actor,
            sender=self._value("sender"),
            subject=self._value("subject"),
            letter_type=self._value("type"),
        )

    def code_reason(self) -> str:
        """Return why the code stands there, while it is the proposed one."""
        is_own = self.code and self._value_of("classification_code") == (
            self.code.entry.code
        )
        return self.code.reason if self.code and is_own else ""

    def parts(self) -> dict[str, ConfidenceField]:
        """Return the fields that were read, as the page shows them."""
        return {
            name: ConfidenceField(
                field=self[name],
                box=number if self.proposed.get(source) else None,
                sure=self._sure(name, source),
                reason=self._reason(name, source),
            )
            for number, (name, source) in enumerate(BOXED, start=1)
        }

    def _was_changed(self, name: str) -> bool:
        return self.is_bound and name in self.changed_data

    def _sure(self, name: str, source: str) -> bool | None:
        found = self.proposed.get(source)
        if not found or self._was_changed(name):
            return None
        return not found["doubtful"]

    def _reason(self, name: str, source: str) -> str:
        found = self.proposed.get(source)
        if not self.proposed or self._was_changed(name):
            return ""
        if not found:
            return _("Not found on the page.") if name != "routed_to" else ""
        if found["doubtful"]:
            return _("Compare with the box on the page.")
        return found["value"] if name == "routed_to" else ""

    def boxes(self) -> dict[int, list[Box]]:
        """Return the boxes of each page, numbered like the fields."""
        found: dict[int, list[Box]] = {}
        for number, (_name, source) in enumerate(BOXED, start=1):
            field = self.proposed.get(source)
            if field:
                x0, y0, x1, y1 = field["box"]
                box = Box(x=x0, y=y0, width=x1 - x0, height=y1 - y0, number=number)
                found.setdefault(int(field["page"]), []).append(box)
        return found
