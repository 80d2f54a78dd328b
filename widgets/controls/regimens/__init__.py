"""The route lab."""
