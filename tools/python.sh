#!/usr/bin/env bash
# Installs a locked set of Python packages into .venv:  tools/python.sh runtime|dev
# Everything it says goes to stderr, so that `make -s demo` prints nothing but its answer.
set -euo pipefail
cd "$(dirname "$0")/.."
exec 1>&2
set_name=$1

if ! python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
  echo "Kẻng needs Python 3.11 to 3.13; python3 here is $(python3 --version)."
  exit 1
fi
if [ ! -x .venv/bin/python ]; then
  echo "→ Making the Python environment .venv"
  if ! python3 -m venv .venv; then
    rm -rf .venv
    echo "python3 could not make a virtual environment. On Debian: apt-get install python3-venv"
    exit 1
  fi
fi

# Developers get the larger set straight away; it holds every package of the smaller one at the same version.
echo "→ Installing the Python packages of requirements/$set_name.txt"
.venv/bin/python -m pip install --require-hashes --disable-pip-version-check --no-input \
  -r "requirements/$set_name.txt" 2>.venv/pip-errors.log |
  sed -un 's/^Collecting \([^ ]*\).*/  · \1/p; s/^Installing collected packages.*/→ Unpacking them/p' || {
    cat .venv/pip-errors.log
    echo "The Python packages could not be installed; the lines above say why."
    exit 1
  }
