"""The page of ``summary.one_page`` as HTML, Word and slides; each arranges the same words."""
