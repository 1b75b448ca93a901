"""Rows of different lengths in one batch: padding, packing, masks."""
