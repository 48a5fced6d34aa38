"""Torments of the real program: kills, full disks, hostile bytes and stores. ``make torture`` runs them, each with its figure."""
