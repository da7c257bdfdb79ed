"""Groups of opinions that make the same point, inside groups about the same subject."""
