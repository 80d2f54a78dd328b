"""How many of one unit make another: the one home of these numbers."""

MCG_PER_MG = 1000
MIN_PER_H = 60
H_PER_DAY = 24
