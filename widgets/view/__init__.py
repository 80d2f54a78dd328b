"""Pictures and sentences: what a screen shows, drawn once and said in words."""
