"""The dose bench and the dose settings."""
