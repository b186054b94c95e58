"""Numbered steps of the schema, each applied once: see db/migrate.py."""
