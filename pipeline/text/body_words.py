"""How names of bodies end: the signs by which a word can be the name of one."""

LOCAL_GOVERNMENTS = "都道府県市区町村"
"""Last signs of names of local governments; for a class of characters in a pattern."""
UNIONS = "組合|広域連合"
"""Ends of names of bodies that local governments form together (一部事務組合 among them)."""
ASSOCIATIONS = "知事会|市長会|町村会"
"""Ends of names of their associations."""
