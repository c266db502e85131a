"""From documents to passages that can be searched."""
