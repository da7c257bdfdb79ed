"""What stands where in a sheet or a text: lists, forms, prose, hand-outs.

In: grids and running text.
Out: entries: text, place, who sent it, state.
Knows nothing of: the file format, other files of the round.
"""
