"""Which files make the look and the behaviour, in loading order."""

from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"
CSS = "eoffice/shell/css"

GROUND = tuple(
    f"{CSS}/{name}.css" for name in ("tokens", "ground", "controls", "signs")
)
STYLES = (
    *GROUND,
    *(f"{CSS}/{name}.css" for name in ("frame", "queue", "letter", "work")),
)
PUBLIC_STYLES = (*GROUND, f"{CSS}/public.css")
#: Stimulus, which every other script finds where Wagtail's would have put it.
GROUND_SCRIPT = "eoffice/shell/stimulus.js"
CONTROLLERS = tuple(
    f"eoffice/shell/js/{path.name}"
    for path in sorted((STATIC / "eoffice/shell/js").glob("*.js"))
)
