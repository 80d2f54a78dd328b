"""What a lesson shows before anybody has touched it: made once, kept, and sent with its page."""
