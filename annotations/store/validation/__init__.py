"""Whether the rows of a store can be trusted: what merging takes from others, and what doctor looks at."""
