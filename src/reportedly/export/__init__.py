"""How readings leave the program: one module per format."""
