"""What a class of learners meets: many at once, and pages that stand still while they open."""
