"""The gate in words."""
