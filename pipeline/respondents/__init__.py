"""Who answered: codes, names and kinds of local governments and other bodies.

In: names and codes as written.
Out: bodies, their kinds, who says what.
Knows nothing of: files and layouts.
"""
