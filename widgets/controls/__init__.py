"""What a learner moves: explorers, and the controls that they are made of."""
