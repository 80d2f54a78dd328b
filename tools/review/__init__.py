"""The road to the reviewers and back: the pack that is filled in, and the table that is read."""
