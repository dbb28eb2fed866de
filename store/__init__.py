"""What survives a restart: desks, files, accounts, reviews and the audit log, on SQLite or PostgreSQL."""
