#!/bin/sh
# Compiles requirements*.txt, exact versions with hashes for every platform, from the short lists.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE || true
# A machine's own package folders must not leave their hashes in a file that others install from.
unset UV_FIND_LINKS UV_EXTRA_INDEX_URL UV_INDEX PIP_FIND_LINKS PIP_EXTRA_INDEX_URL || true

[ -x .lock-venv/bin/python ] || .venv/bin/python -m venv .lock-venv
.lock-venv/bin/python -m pip install -qq --disable-pip-version-check "uv==$UV_VERSION"

for list in requirements requirements-test; do
    .lock-venv/bin/uv --no-config --quiet pip compile --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@" "$list.in" -o "$list.txt"
done
