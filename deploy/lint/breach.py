"""What a check of the rooms found: which rule, where, and the sentence for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One breach: `where` names it for good, `says` tells what to do about it."""

    rule: str
    where: str
    says: str

    def __str__(self) -> str:
        """Say it on one line, or on several where the details need them."""
        return f"{self.where}: {self.says}"
