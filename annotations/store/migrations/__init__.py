"""The schema of a store: one migration a module, listed in ``registry``.

A migration that was released is never changed: a change of the schema is a new module.
"""
