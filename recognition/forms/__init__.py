"""Shape and range of what people enter, one module per noun."""
