"""The official table: what opinions say in short, and earlier answers that fit.

In: opinions and answers given earlier, with their vectors.
Out: sentences of opinions that sum them up; drafts of answers with their likeness.
Knows nothing of: files, themes, how the table is laid out.
"""
