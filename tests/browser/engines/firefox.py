"""Debian's Firefox, driven over WebDriver BiDi, which it speaks itself."""

import base64
import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.browser.engines.engine import HEIGHT, NOBODY, PATIENCE_SECONDS, SCALE, WIDTH, Engine, Moved

_LARGEST = 64 * 1024 * 1024
# The app may take longer than at once to let go, on a machine that has more to do.
_MOST_STARTS, _PAUSE_SECONDS = 8, 0.5
_SETTINGS = {
    "intl.accept_languages": "vi-VN, vi",
    # Nothing outside this machine can be reached.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": NOBODY,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": NOBODY,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "ui.prefersReducedMotion": 1,
    "ui.useOverlayScrollbars": 1,
}
_IN_VIEW = """
(one) => {
  one.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  return one.contains(top) ? [Math.round(x), Math.round(y)] : null;
}
"""


class Refused(AssertionError):
    """The browser answered that it cannot do that."""


class Firefox(Engine):
    """Firefox ESR without a screen."""

    package = "firefox-esr"
    _offline = False

    def start(self) -> None:
        profile = self.folder / "profile"
        profile.mkdir(exist_ok=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines))
        door = profile / "WebDriverBiDiServer.json"
        door.unlink(missing_ok=True)
        self._run("firefox-esr", "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0")
        port = self._wait_for(lambda: _port_in(door), "Firefox does not open its door")
        self._wire: ClientConnection = connect(
            f"ws://127.0.0.1:{port}/session", max_size=_LARGEST, proxy=None, ping_interval=None
        )
        self._asked = 0
        self._say("session.new", capabilities={})
        self._page = self._say("browsingContext.getTree")["contexts"][0]["context"]
        viewport = {"width": WIDTH, "height": HEIGHT}
        self._on_page("browsingContext.setViewport", viewport=viewport, devicePixelRatio=SCALE)
        self.set_offline(self._offline)

    def leave(self) -> None:
        if hasattr(self, "_wire"):
            # It may be gone before it has answered.
            with suppress(ConnectionClosed, TimeoutError):
                self._say("browser.close")
            self._wire.close()

    def set_offline(self, offline: bool) -> None:
        self._offline = offline
        conditions = {"type": "offline"} if offline else None
        self._say("emulation.setNetworkConditions", networkConditions=conditions, contexts=[self._page])

    def go(self, url: str) -> None:
        for start in range(_MOST_STARTS):
            time.sleep(start * _PAUSE_SECONDS)
            try:
                self._on_page("browsingContext.navigate", url=url, wait="complete")
                return
            except Refused as refused:
                # The app that is there goes to the place where it was left, which calls our going off.
                if "NS_BINDING_ABORTED" not in str(refused):
                    raise
        raise AssertionError(f"{url} was called off {_MOST_STARTS} times")

    def reload(self) -> None:
        self._on_page("browsingContext.reload", wait="complete")

    def ask(self, function: str, *given: Any) -> Any:
        # Plain values come back as text: the protocol spells each of them out with its type.
        asked = f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given))) ?? 'null'"
        return json.loads(self._call(asked, {"type": "string", "value": json.dumps(given)})["value"])

    def touch(self, function: str, *given: Any) -> None:
        found = self._call(_IN_VIEW, self._find(function, *given))
        if found["type"] != "array":
            raise Moved
        x, y = (one["value"] for one in found["value"])
        self._act(
            "pointer",
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        )

    def write(self, text: str, function: str, *given: Any) -> None:
        self._call("(one) => { one.focus(); one.select(); }", self._find(function, *given))
        self._act("key", *({"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")))

    def choose(self, files: list[Path], function: str, *given: Any) -> None:
        names = [str(file) for file in files]
        self._on_page("input.setFiles", element=self._find(function, *given), files=names)

    def picture(self) -> bytes:
        return base64.b64decode(self._on_page("browsingContext.captureScreenshot")["data"])

    def _find(self, function: str, *given: Any) -> dict[str, Any]:
        asked = f"(given) => ({function})(...JSON.parse(given))"
        found = self._call(asked, {"type": "string", "value": json.dumps(given)})
        if found["type"] != "node":
            raise Moved
        return {"sharedId": found["sharedId"]}

    def _act(self, kind: str, *actions: dict[str, Any]) -> None:
        self._on_page("input.performActions", actions=[{"type": kind, "id": kind, "actions": actions}])

    def _call(self, function: str, *given: dict[str, Any]) -> dict[str, Any]:
        answer = self._say(
            "script.callFunction",
            functionDeclaration=function,
            arguments=given,
            target={"context": self._page},
            awaitPromise=True,
            userActivation=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        result: dict[str, Any] = answer["result"]
        return result

    def _on_page(self, method: str, **given: Any) -> dict[str, Any]:
        return self._say(method, context=self._page, **given)

    def _say(self, method: str, **given: Any) -> dict[str, Any]:
        self._asked += 1
        self._wire.send(json.dumps({"id": self._asked, "method": method, "params": given}))
        while True:
            answer = json.loads(self._wire.recv(PATIENCE_SECONDS))
            if answer.get("id") == self._asked:
                if answer["type"] != "success":
                    raise Refused(f"{method}: {answer.get('error')}: {answer.get('message')}")
                result: dict[str, Any] = answer["result"]
                return result


def _port_in(door: Path) -> int | None:
    try:
        return int(json.loads(door.read_text())["ws_port"])
    except (OSError, ValueError):
        return None
