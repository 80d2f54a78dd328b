"""Draws the screens of a plan, in a process of its own: it needs widgets and quizzes."""
