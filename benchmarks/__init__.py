"""Speed, measured beside a peer in the same run: `make bench`, or `make bench ARGS="read check"`."""
