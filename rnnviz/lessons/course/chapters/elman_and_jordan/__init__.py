"""Elman's and Jordan's networks: what is fed back."""
