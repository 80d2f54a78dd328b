#!/bin/sh
# Makes .venv and installs the course into it, once; later calls look at a stamp and leave at once.
# Usage: sh tools/venv.sh course|test
set -eu
cd "$(dirname "$0")/.."
want=${1:-course}
venv=.venv

# A .venv without bytecode starts every kernel three times slower, and these would install elsewhere.
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX || true

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if new_enough "$name"; then
            command -v "$name"
            return 0
        fi
    done
    if command -v python3 >/dev/null 2>&1; then
        came="the newest found is $(python3 --version 2>&1)"
    else
        came="none was found"
    fi
    echo "The course needs Python 3.11 or later, and $came: install it, or say where it is with PYTHON=/path/to/python3 make $goal" >&2
    return 1
}

# What the installation depends on; the folder is in it because an editable install points at it.
stamp_of() {
    { pwd; for file in "$@"; do cksum <"$file"; done; } | cksum
}

up_to_date() { # stamp file, its content
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

pip_install() {
    "$venv/bin/python" -m pip install -qq --no-input --disable-pip-version-check "$@"
}

case $want in
    course) goal=serve ;;
    test) goal=test ;;
    *) echo "usage: sh tools/venv.sh course|test" >&2; exit 2 ;;
esac

course=$(stamp_of requirements.txt pyproject.toml)
tests=$(stamp_of requirements.txt pyproject.toml requirements-test.txt)

if ! { [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python"; }; then
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python $version is here, but not its venv module: on Debian or Ubuntu run 'apt-get install python$version-venv' as root, then 'make $goal' again" >&2
        exit 1
    fi
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
fi

if ! up_to_date "$venv/course.stamp" "$course"; then
    echo "Installing what the course needs into .venv (only the first time, and when it changes)"
    pip_install --require-hashes -r requirements.txt
    # pip refuses hashes and a local folder in one call, so the course itself is the second.
    pip_install --no-deps --no-build-isolation -e .
    "$venv/bin/python" -m compileall -q evidence page widgets quizzes teaching theme
    # matplotlib lists the machine's fonts once; otherwise the first learner waits for it.
    "$venv/bin/python" -c 'import matplotlib.font_manager'
    echo "$course" >"$venv/course.stamp"
fi

if [ "$want" = test ] && ! up_to_date "$venv/test.stamp" "$tests"; then
    echo "Installing what the tests need into .venv"
    pip_install --require-hashes -r requirements-test.txt
    echo "$tests" >"$venv/test.stamp"
fi
