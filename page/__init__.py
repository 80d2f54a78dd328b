"""What every live part of a page stands on: its base class, codes, the course's version, and HTML
that escapes by itself. Nothing here is clinical.
"""
