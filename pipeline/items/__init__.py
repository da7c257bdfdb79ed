"""Review items: the codebook, the classifier, and what it assigns."""
