"""Papers as plain values, one module a noun."""
