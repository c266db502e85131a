"""The documents and the code that reads them."""
