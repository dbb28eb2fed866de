"""Evaluators: plain functions from a case and its output to marks, a file a subject."""
