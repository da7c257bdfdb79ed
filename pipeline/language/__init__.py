"""Words: the lexicon, the tokenizer, and numbers as they are written."""
