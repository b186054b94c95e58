"""Mutation testing of our own: the code is changed in one place, and a fast test must notice."""
