"""The guards of a text: medication-safe writing, doses inside their limits, no real person."""
