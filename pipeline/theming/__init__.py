"""Themes: what groups are called, who speaks for them, and people's word on them."""
