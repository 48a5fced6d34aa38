"""Files on disk: written whole under names that nobody can guess, swept after a kill, and told from stores."""
