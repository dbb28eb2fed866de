"""For the reviewer: the opinion that sends a table back, drafted from its findings, verified like any other text."""
