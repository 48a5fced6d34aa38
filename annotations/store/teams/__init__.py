"""Several people with one store: its settings, who reviews what, and settling what they disagree on."""
