"""Groups of opinions that make the same point, inside groups about the same subject.

In: views of one representative per family.
Out: cluster numbers at two levels, strengths, stability, places on a plane.
Knows nothing of: names of themes and people's corrections.
"""
