"""What `make bench` measures; nothing in the course imports this."""
