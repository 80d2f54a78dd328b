"""Routes, weights and metabolites on one axis."""
