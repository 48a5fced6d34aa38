"""The kinds of numbers as a text has them, each tried in turn: digits, number words, ordinals, fractions, list numbers."""
