"""What axe-core finds on an open page that somebody could not read, reach or operate."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "static/pwa/node_modules/axe-core/axe.min.js"
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """
async ({ rules, dark }) => {
  const enhanced = { 'color-contrast-enhanced': { enabled: dark }, 'target-size': { enabled: true } };
  // What lies under a sticky band can be scrolled free of it.
  const loose = new CSSStyleSheet();
  loose.replaceSync('.dock, .head { position: static !important; }');
  document.adoptedStyleSheets = [loose];
  const { violations } = await axe.run(document, { runOnly: rules, rules: enhanced, resultTypes: ['violations'] });
  document.adoptedStyleSheets = [];
  return violations.flatMap(({ id, nodes }) => nodes.map((one) => `${id}: ${one.target.join(' ')} | ${one.failureSummary}`));
}
"""


@cache
def _axe() -> str:
    return _AXE.read_text("utf-8")


def find_barriers(page: Page, *, dark: bool = False) -> list[str]:
    """What breaks WCAG 2.2 AA or good practice, a line each; ``dark`` asks for a contrast of 7:1 besides."""
    page.evaluate(_axe())
    return list(page.evaluate(_RUN, {"rules": _RULES, "dark": dark}))
