"""What `etalase` does, one command a file."""
