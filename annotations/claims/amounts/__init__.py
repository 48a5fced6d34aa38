"""What a number with a unit amounts to: money, measures, dimensions, durations; its modifier, direction and rate."""
