"""Szpalta: the desk at which a small marketing team runs its social media."""

__version__ = "0.1.0"
