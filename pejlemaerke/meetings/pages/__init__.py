"""What the room's composed pages show, read in a fixed number of queries."""
