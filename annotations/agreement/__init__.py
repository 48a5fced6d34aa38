"""Agreement of annotators: measures, their intervals, and the agreement on spans. Exact, without a store."""
