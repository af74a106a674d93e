"""What makes the files that are kept in the repository: samples, gallery, the README's pictures."""
