"""What trials and audits found, and what chance alone would do."""
