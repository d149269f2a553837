#!/usr/bin/env bash
# Removes the folder in which the server keeps its database, its photos and its own secret.
set -euo pipefail
folder=$(realpath -m -- "${KENG_DATA_DIR:-$(dirname "$0")/../var}")

# A slip in KENG_DATA_DIR must not cost anyone a home or this project.
for precious in "$HOME" "$(realpath -- "$(dirname "$0")/..")" /var/lib /usr /etc /tmp; do
  case "$precious/" in
    "$folder"/* | "${folder%/}"/*)
      echo "KENG_DATA_DIR is $folder: that holds more than Kẻng's data, so it stays." >&2
      exit 1
      ;;
  esac
done
rm -rf -- "$folder"
echo "Removed $folder"
