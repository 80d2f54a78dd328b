#!/bin/sh
# Checks of the pages' scripts: `lint` (style and types) or `test`. Says so where Node is not here to run them.
set -eu
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null 2>&1; then
    echo "not run: node ($1 of the pages' scripts)"
    exit 0
fi
if ! [ -x node_modules/.bin/tsc ] && ! npm ci --silent; then
    echo "not run: node packages could not be installed ($1 of the pages' scripts)"
    exit 0
fi
npm run --silent "$1"
