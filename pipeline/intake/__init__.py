"""Source files as received into rows; one module per format."""
