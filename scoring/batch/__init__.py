"""Many files at once: find them, read and check each, keep what was found, and summarise.

One unit is one file (or one member of a zip archive). Units are examined by any `concurrent.futures` executor; each
result is one line of a journal, so that a run that was killed goes on where it was.
"""
