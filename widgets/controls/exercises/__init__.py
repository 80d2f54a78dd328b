"""The pump drill."""
