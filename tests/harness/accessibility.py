"""axe-core on a page: WCAG 2.2 A and AA, each finding as a sentence."""

from functools import lru_cache

from playwright.sync_api import Page

from tests.harness.services import ROOT

AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SETTLING_MS = 300  # messages slide in a moment after the page is there
# Colours are judged when nothing fades any more.
STILL = """Promise.all(document.getAnimations()
  .filter(one => one.effect.getTiming().iterations !== Infinity)
  .map(one => one.finished.catch(() => null))).then(() => true)"""


@lru_cache
def axe_source() -> str:
    """Return axe's script."""
    return AXE.read_text(encoding="utf-8")


def findings(page: Page) -> list[str]:
    """Return every violation on the page as 'rule: help, at selector (why)'.

    The script enters by the debugging protocol, so the page's content security
    policy stays in force.
    """
    # A click may have begun a navigation whose document is still empty.
    page.wait_for_load_state("load")
    page.locator("main").first.wait_for(state="attached")
    page.wait_for_timeout(SETTLING_MS)
    page.evaluate(STILL)
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe_source())
    result = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [
        f"{rule['id']}: {rule['help']}, at {' '.join(map(str, node['target']))}"
        f" ({(node.get('failureSummary') or '').splitlines()[-1].strip()})"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Fail with every finding of axe on the page."""
    found = findings(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
