"""What Sudachi's dictionary calls names, places and nouns."""

PERSON = "名詞,固有名詞,人名"
FAMILY, GIVEN, OTHER = f"{PERSON},姓", f"{PERSON},名", f"{PERSON},一般"
PLACE = "名詞,固有名詞,地名"
NOUN = "名詞,普通名詞"
