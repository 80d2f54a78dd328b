"""What a teacher runs: session plans, and what is made from them."""
