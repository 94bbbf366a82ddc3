"""Papers and workbooks as plain values, one module a paper."""
