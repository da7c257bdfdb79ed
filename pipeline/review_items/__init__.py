"""The classifier of opinions onto review items (検討項目), and the type of an opinion.

In: codebook, labels, views of opinions.
Out: probabilities, decisions or abstention, reasons.
Knows nothing of: files (but for its stored model), reports.
"""
