"""The infusion lab in pictures and words."""
