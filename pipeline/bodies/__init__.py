"""Who answered: codes, names and kinds of bodies."""
