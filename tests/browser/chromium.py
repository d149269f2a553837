"""Which Chromium the tests start, and how."""

CHROMIUM = "/usr/bin/chromium"
# Besides what Playwright switches off already: nothing may look for updates, hints or names outside this machine.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
