"""A dose sum in words, and four dose lines put back into their settings."""
