"""Every change of proposals and decisions: imperative verbs, one module a noun."""
