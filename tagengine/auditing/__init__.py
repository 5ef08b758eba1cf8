"""Audits that were written down: read strictly, recomputed, and compared."""
