"""A pump drill in words and curves."""
