"""From one answer to opinions: where points begin, what says nothing, what refers elsewhere.

In: the text of one answer.
Out: pieces with character offsets, and kinds of stock answers.
Knows nothing of: files, cells, respondents.
"""
