#!/bin/sh
# Compiles proxy.txt from proxy.in, after `make lock`: what ../requirements.txt has is left out.
set -eu
cd "$(dirname "$0")"
unset UV_FIND_LINKS UV_EXTRA_INDEX_URL UV_INDEX PIP_FIND_LINKS PIP_EXTRA_INDEX_URL || true
known=$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' ../requirements.txt)
# shellcheck disable=SC2086  # one argument per word is what is meant
"${UV:-../.lock-venv/bin/uv}" --no-config --quiet pip compile --universal --python-version 3.11 \
    --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
    --custom-compile-command "sh binder/lock.sh" $known "$@" proxy.in -o proxy.txt
