"""The cases, and the doors of the screen."""
