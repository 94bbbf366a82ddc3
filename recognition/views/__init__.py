"""Pages of recognition; each fetches what its visitor may see, asks an action, says what came."""
