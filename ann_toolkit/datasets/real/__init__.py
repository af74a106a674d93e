"""The course's real datasets, one file each: its loader, its fetcher, and its generated twin."""
