"""Runnable material."""
