"""Changed files made of one signed letter of ours, each by a forger's recipe.

`RECIPES` maps a name to what makes the file; `shown.py` states for each what two
independent viewers show of it, as evidence of why none may be called genuine.
"""

from tests.workflow.verification.corpus import (
    appended,
    catalogue,
    hidden,
    inside,
    pages,
    rewritten,
)
from tests.workflow.verification.corpus.workshop import Recipe, Workshop

MODULES = (appended, hidden, pages, catalogue, inside, rewritten)

RECIPES: dict[str, Recipe] = {
    f"{module.__name__.rpartition('.')[2]}: {name}": recipe
    for module in MODULES
    for name, recipe in module.RECIPES.items()
}

__all__ = ["RECIPES", "Recipe", "Workshop"]
