"""The infusion lab."""
