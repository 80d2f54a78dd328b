"""What a bank must be as a whole: pairs, sittings, shares of levels and of stances."""
