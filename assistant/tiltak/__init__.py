"""Projects elsewhere: what is wished for -> which are like it, how they went, and a table to take along."""
