"""Which Chromium the tests start, and how."""

# The one without windows: a fifth less work for the same pages.
CHROMIUM = "/usr/bin/chromium-headless-shell"
# Besides what Playwright switches off already: nothing may look for updates, hints or names outside this machine.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
