"""The page that people use in a browser."""
