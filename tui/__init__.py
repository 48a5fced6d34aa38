"""What a terminal shows: the Textual app and the ``soi`` command line."""
