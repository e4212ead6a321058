"""axe-core on a page: WCAG 2.2 A and AA, each finding as a sentence."""

from functools import lru_cache

from playwright.sync_api import Page

from tests.harness.services import ROOT

AXE = ROOT / "tests/browser/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Wagtail's script calls the page ready, and then its messages slide in.
READY = """() => new Promise(done => {
  const limit = performance.now() + 3000, told = document.body.dataset.wInitReadyClass;
  const look = () => {
    const waits = told && !document.body.classList.contains(told);
    if (waits && performance.now() < limit) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(done));
  };
  look();
})"""
# Colours are judged when nothing fades any more.
STILL = """Promise.all(document.getAnimations()
  .filter(one => one.effect.getTiming().iterations !== Infinity)
  .map(one => one.finished.catch(() => null))).then(() => true)"""
# What a rule passed fills megabytes; only what it found comes back.
JUDGE = """tags => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
}).then(result => result.violations)"""


@lru_cache
def axe_source() -> str:
    """Return axe's script."""
    return AXE.read_text(encoding="utf-8")


def settle(page: Page) -> None:
    """Wait until the page is there, its messages stand in place and nothing fades."""
    # A click may have begun a navigation whose document is still empty.
    page.wait_for_load_state("load")
    page.locator("main").first.wait_for(state="attached")
    page.evaluate(READY)
    page.evaluate(STILL)


def findings(page: Page) -> list[str]:
    """Return every violation on the page as 'rule: help, at selector (why)'.

    The script enters by the debugging protocol, so the page's content security
    policy stays in force.
    """
    settle(page)
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe_source())
    violations = page.evaluate(JUDGE, RULES)
    return [
        f"{rule['id']}: {rule['help']}, at {' '.join(map(str, node['target']))}"
        f" ({(node.get('failureSummary') or '').splitlines()[-1].strip()})"
        for rule in violations
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """Fail with every finding of axe on the page."""
    found = findings(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
