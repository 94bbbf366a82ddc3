"""The quarter of all units added up, and what stands out."""
