"""What a phone fetches on its first visit, as it comes over the wire in gzip."""

import re
import urllib.request
from collections.abc import Iterator

from tests.bench.figures import Line
from tests.bench.servers import ROOT

_SCRIPT_KB, _ALL_KB = 90.0, 190.0
_BUILT = ROOT / "static" / "pwa" / "dist" / "app"
# For old browsers, for the home screen, the second language on demand, the reader of codes where the browser has none, and
# what follows once the app works offline (past nights and settings, looks at things, the rescue page; `LATER` in the
# worker's src/sw/shell.ts): no part of a first visit.
_AFTERWARDS = r"assets/(past|care|guard|beside|reader|rescue)-|^rescue\."
_LEFT_OUT = re.compile(
    rf"sw-classic\.js$|icons/.*\.png$|^unsealed-worker\.js$|assets/en-|{_AFTERWARDS}|\.(map|br|gz)$|/?\.keng-"
)
_IMPORTS = re.compile(r'(?:import|from)\s*"\./([^"]+\.js)"')


def measure(base_url: str) -> Iterator[Line]:
    """Script that runs before the first screen and in the worker; and everything that the worker keeps, fonts included."""
    kept = sorted(str(path.relative_to(_BUILT)) for path in _BUILT.rglob("*") if path.is_file())
    kept = [name for name in kept if not _LEFT_OUT.search(name)]
    sizes = {name: _weigh(f"{base_url}/app/{'' if name == 'index.html' else name}") for name in kept}
    first = _first_scripts()
    script, everything = (sum(sizes[name] for name in names) / 1024 for names in (first, kept))
    group = "First visit of a phone, KB in gzip over the wire"
    for case, ours, most in (
        (f"script, {len(first)} files", script, _SCRIPT_KB),
        (f"all with fonts, {len(kept)} files", everything, _ALL_KB),
    ):
        yield Line(group=group, case=case, ours=ours, unit="KB", goal=f"≤ {most:.0f} KB", met=ours <= most)


def _weigh(url: str) -> int:
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return len(answer.read())


def _first_scripts() -> set[str]:
    """The page's own modules with all that they import at once, and the service worker."""
    page = (_BUILT / "index.html").read_text(encoding="utf-8")
    waiting = re.findall(r'(?:src|href)="/app/([^"]+\.js)"', page)
    found = {name for name in ("sw.js",) if (_BUILT / name).is_file()}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            source = (_BUILT / name).read_text(encoding="utf-8")
            waiting += [f"assets/{one}" for one in _IMPORTS.findall(source)]
    return found
