"""The export formats of the program, one module each with the format as ``FORMAT``."""
