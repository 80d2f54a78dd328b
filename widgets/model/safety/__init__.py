"""What is watched, what may go wrong, what meets ketamine, and when it stops."""
