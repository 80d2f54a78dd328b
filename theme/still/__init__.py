"""The course as still files: for a USB stick, a plain web host, a server that is full."""
