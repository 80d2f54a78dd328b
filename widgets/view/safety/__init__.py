"""The monitoring plan, a night on call and the stop rule in words."""
