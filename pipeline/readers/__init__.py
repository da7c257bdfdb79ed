"""File formats: bytes of a received file into grids of cells and running text.

In: a file.
Out: tables of cells and paragraphs with their places.
Knows nothing of: what a column or a paragraph means.
"""
