#!/bin/sh
# Writes the two lock files anew: hashes for every file, no index address.
set -eu
cd "$(dirname "$0")/.."
for name in base dev; do
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --upgrade -o "requirements/$name.txt" "requirements/$name.in"
done
