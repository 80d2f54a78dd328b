"""What `make soak` tries: many visits, deaths, bad networks, attacks; and what is lost by them."""
