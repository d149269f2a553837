"""WebKit as Debian builds it for GTK, driven over WebDriver, in a window that remembers (``webkit_window.py``)."""

import base64
import json
import os
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from tests.browser.engines.engine import HEIGHT, NOBODY, PATIENCE_SECONDS, SCALE, WIDTH, Crashed, Engine, Moved
from tests.places import free_port

_WINDOW = Path(__file__).with_name("webkit_window.py")
# The system's own Python, which knows the system's libraries.
_PYTHON = "/usr/bin/python3"
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_MOVED = {"stale element reference", "element not interactable", "element click intercepted", "move target out of bounds"}
_FELL = "page crash or hang"
_ENV = {
    "GDK_BACKEND": "x11",
    "GDK_SCALE": str(SCALE),
    "NO_AT_BRIDGE": "1",
    # Inside a container nobody may make the namespaces that its sandbox is built of.
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}


class WebKit(Engine):
    """WebKitGTK on a screen in memory."""

    package = "webkit2gtk-driver xvfb python3-gi gir1.2-webkit2-4.1"

    def start(self) -> None:
        self._session = ""
        display = self._open_screen()
        port = free_port()
        self._address = f"http://127.0.0.1:{port}"
        self._run("WebKitWebDriver", f"--port={port}", env=_ENV | {"DISPLAY": display})
        self._wait_for(self._is_ready, "WebKit's driver does not answer")
        window = {"binary": _PYTHON, "args": [str(_WINDOW), str(self.folder), str(WIDTH), str(HEIGHT), str(NOBODY)]}
        wanted = {
            "webkitgtk:browserOptions": window,
            "timeouts": {"script": PATIENCE_SECONDS * 1000, "pageLoad": PATIENCE_SECONDS * 1000},
        }
        try:
            answer = self._say("POST", "/session", capabilities={"alwaysMatch": wanted})
        except AssertionError as fault:
            raise AssertionError(f"{fault}; it needs {self.package}:\n{self.last_words()}") from fault
        self._session = f"/session/{answer['sessionId']}"

    def _open_screen(self) -> str:
        reading, writing = os.pipe()
        size = f"{WIDTH * SCALE}x{HEIGHT * SCALE}x24"
        self._run("Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", hands_over=(writing,))
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, f"Xvfb gives no screen:\n{self.last_words()}"
        return f":{number}"

    def _is_ready(self) -> bool | None:
        try:
            return bool(self._say("GET", "/status")) or None
        except OSError:
            return None

    def leave(self) -> None:
        if self._session:
            self._say("DELETE", self._session)
            self._session = ""
        for process in self._running:
            process.terminate()

    def go(self, url: str) -> None:
        self._on_page("POST", "/url", url=url)

    def reload(self) -> None:
        self._on_page("POST", "/refresh")

    def ask(self, function: str, *given: Any) -> Any:
        script = f"""
          const done = arguments[arguments.length - 1];
          (async () => ({function})(...JSON.parse(arguments[0])))().then(
            (value) => done({{ value: JSON.stringify(value) ?? 'null' }}), (fault) => done({{ fault: String(fault) }}));
        """
        answer = self._on_page("POST", "/execute/async", script=script, args=[json.dumps(given)])
        assert "fault" not in answer, answer["fault"]
        return json.loads(answer["value"])

    def touch(self, function: str, *given: Any) -> None:
        # By itself the driver leaves under the foot of the screen what lies there.
        centred = "one?.scrollIntoView({ block: 'center' }); return one;"
        shown = f"(...given) => {{ const one = ({function})(...given); {centred} }}"
        self._on_page("POST", f"{self._find(shown, *given)}/click")

    def write(self, text: str, function: str, *given: Any) -> None:
        place = self._find(function, *given)
        self._on_page("POST", f"{place}/clear")
        self._on_page("POST", f"{place}/value", text=text)

    def choose(self, files: list[Path], function: str, *given: Any) -> None:
        self._on_page("POST", f"{self._find(function, *given)}/value", text="\n".join(str(file) for file in files))

    def picture(self) -> bytes:
        return base64.b64decode(self._on_page("GET", "/screenshot"))

    def _find(self, function: str, *given: Any) -> str:
        script = f"return ({function})(...JSON.parse(arguments[0]))"
        found = self._on_page("POST", "/execute/sync", script=script, args=[json.dumps(given)])
        if found is None:
            raise Moved
        return f"/element/{found[_ELEMENT]}"

    def _on_page(self, method: str, path: str, **given: Any) -> Any:
        return self._say(method, self._session + path, **given)

    def _say(self, method: str, path: str, **given: Any) -> Any:
        body = json.dumps(given).encode() if method == "POST" else None
        asked = Request(self._address + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with build_opener(ProxyHandler({})).open(asked, timeout=2 * PATIENCE_SECONDS) as answer:
                return json.load(answer)["value"]
        except HTTPError as refused:
            told = json.load(refused)["value"]
            if told["error"] in _MOVED:
                raise Moved from refused
            fault = Crashed if _FELL in told["message"] else AssertionError
            raise fault(f"{method} {path}: {told['error']}: {told['message']}") from refused
