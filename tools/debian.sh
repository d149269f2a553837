#!/usr/bin/env bash
# What `make test` needs from the system: PostgreSQL's server, Chromium, Firefox, WebKit, nginx, a font with
# Vietnamese letters, and what others open papers with: LibreOffice's Writer, Poppler, qpdf. With the word `chaos`: what `make chaos` needs besides, a real S3 server (Ceph).
# As root on Debian it installs what is missing; for anyone else it says what to install.
set -euo pipefail
shopt -s nullglob
missing=()

has_postgresql() {
  local initdb
  for initdb in /usr/lib/postgresql/*/bin/initdb $(command -v initdb || true); do
    if [ "$("$initdb" --version | grep -oE '[0-9]+' | head -n 1)" -ge 15 ]; then return 0; fi
  done
  return 1
}

# The system's own Python opens the window in which WebKit is driven (tests/browser/engines/webkit_window.py).
has_webkit_for_python() {
  /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1"); gi.require_version("Gtk", "3.0")' 2>/dev/null
}

has_postgresql || missing+=(postgresql)
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
command -v firefox-esr >/dev/null || missing+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || missing+=(xvfb)
has_webkit_for_python || missing+=(python3-gi gir1.2-webkit2-4.1)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || missing+=(fonts-dejavu-core)
[ -e /usr/lib/libreoffice/program/libswlo.so ] || missing+=(libreoffice-writer-nogui)
command -v pdffonts >/dev/null || missing+=(poppler-utils)
command -v qpdf >/dev/null || missing+=(qpdf)
if [ "${1:-}" = chaos ]; then
  command -v ceph >/dev/null || missing+=(ceph-common)
  command -v ceph-mon >/dev/null || missing+=(ceph-mon)
  command -v ceph-osd >/dev/null || missing+=(ceph-osd)
  command -v radosgw >/dev/null || missing+=(radosgw)
fi

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
install="apt-get install --yes --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "The tests need these Debian packages, which are not here: ${missing[*]}" >&2
  echo "Install them and run the tests again:  sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "→ Installing what the tests need from Debian: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
$install
