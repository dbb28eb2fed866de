"""Drafting the three kinds of text: `draft(task, facts, drafter)`, one pipeline for the template and for any model."""
