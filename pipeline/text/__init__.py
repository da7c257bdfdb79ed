"""What all know of Japanese text: normal forms, sentences, numbers, tokens, speech acts.

In: a string, or strings.
Out: strings, tokens, marks of what a sentence does.
Knows nothing of: tables, files, rounds.
"""
