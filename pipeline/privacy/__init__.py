"""Personal data: found and masked.

In: texts.
Out: texts with 〔氏名〕 and the like in their place.
Knows nothing of: files (but the one that keeps how names sound), rounds, tables.
"""
