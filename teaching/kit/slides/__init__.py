"""Slides of a plan: as data (`deck`), and as a .pptx file whose text and tables can be edited."""

from teaching.kit.slides.deck import Slide, deck

__all__ = ["Slide", "deck"]
