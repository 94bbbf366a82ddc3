"""Shape and range of what people enter about criteria sets."""
