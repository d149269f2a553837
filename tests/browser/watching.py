"""Watching what a browser does behind a person's back: faults in its console, refused policies, other hosts."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

from tests.browser.line import Line

# Told by the page itself, because a refused policy is not always written to the console.
_TELL_POLICY = """
addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy refused ${event.effectiveDirective} ${event.blockedURI}`));
"""
# What a browser notes about every request without a network; the app knows and says it in words. The last is what it makes
# of one that the app's worker asked in vain.
_WITHOUT_NETWORK = (
    "net::ERR_INTERNET_",
    "net::ERR_NETWORK_",
    "net::ERR_CONNECTION_",
    "net::ERR_EMPTY_RESPONSE",
    "net::ERR_FAILED",
    "net::ERR_SOCKET_NOT_CONNECTED",
)
# And about an answer that ended in the middle, which is a fault of the server unless its line broke.
_BROKEN_OFF = "net::ERR_CONTENT_LENGTH_MISMATCH"


class Watch:
    """Everything that went wrong in a context, and every address that it asked for."""

    def __init__(self, context: BrowserContext, base_url: str, line: Line | None = None) -> None:
        self._base_url = base_url
        self._line = line
        self._expected: list[str] = []
        self.faults: list[str] = []
        self.addresses: list[str] = []
        context.add_init_script(_TELL_POLICY)
        context.on("console", self._hear)
        context.on("weberror", self._hear_fault)
        context.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or any(word in message.text for word in _WITHOUT_NETWORK):
            return
        if _BROKEN_OFF in message.text and self._line is not None and self._line.has_broken:
            return
        if not any(word in message.text for word in self._expected):
            self.faults.append(f"{message.text} ({message.location.get('url', '')})")

    def _hear_fault(self, error: WebError) -> None:
        self.faults.append(str(error.error))

    def _see(self, request: Request) -> None:
        self.addresses.append(request.url)

    def expect(self, words: str) -> None:
        """A refusal that the test is about to provoke: browsers note every answer of 400 and more as an error."""
        self._expected.append(words)

    def check(self) -> None:
        """Nothing went wrong, and nobody but our server was asked."""
        own = (self._base_url, "blob:", "data:")
        foreign = [url for url in self.addresses if not url.startswith(own)]
        assert not foreign, f"asked other hosts: {foreign}"
        assert not self.faults, "\n".join(self.faults)


def until(page: Page, condition: str) -> None:
    """Wait until this expression of the page is true, at most 15 s.

    ``page.wait_for_function`` evaluates its words anew inside the page, which the app's content security policy refuses.
    """
    page.evaluate(f"""async () => {{
      for (let tries = 0; tries < 300; tries++) {{
        if (await ({condition})) return;
        await new Promise((later) => setTimeout(later, 50));
      }}
      throw new Error('never came true');
    }}""")
