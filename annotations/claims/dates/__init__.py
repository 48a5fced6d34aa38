"""Days, months, years, periods and times of day, and their values in ISO 8601."""
