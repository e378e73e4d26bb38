"""What the composed pages of the room show, read in a fixed number of queries."""
