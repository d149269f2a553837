#!/usr/bin/env bash
# Removes the folder in which the server keeps its database, its photos and its own secret.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
folder=$(realpath -m -- "${KENG_DATA_DIR:-$project/var}")

# A slip in KENG_DATA_DIR must not cost anyone a home or this project.
for precious in "${HOME:-/root}" "$project" /etc /home /tmp /usr /var/lib; do
  if [[ $folder == / || "$precious/" == "$folder/"* ]]; then
    echo "KENG_DATA_DIR is $folder: that holds more than Kẻng's data, so it stays." >&2
    exit 1
  fi
done
rm -rf -- "$folder"
echo "Removed $folder"
