"""A session on a projector: screens made ahead, shown one idea at a time."""
