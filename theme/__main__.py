"""`python -m theme` serves the course on this machine."""

import sys

from theme.options import OptionError, read_options


def main() -> int:
    """Serve the course until it is stopped; return the exit code."""
    try:
        options = read_options(sys.argv[1:])
    except OptionError as error:
        print(error, file=sys.stderr)
        return 1
    # Voila takes a second to import: a wrong port should be said before that.
    from theme.server import serve

    return serve(options)


if __name__ == "__main__":
    sys.exit(main())
