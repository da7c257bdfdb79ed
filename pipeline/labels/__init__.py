"""People's decisions: what reviewers are shown, what they decide, how far it reaches.

In: assignments, reviewers' answers.
Out: labels, the queue, agreement, proposals.
Knows nothing of: file formats.
"""
