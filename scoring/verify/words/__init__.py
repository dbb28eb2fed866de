"""Detectors of claims made in words: each a file with one subject, each independent of the others."""
