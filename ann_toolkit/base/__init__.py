"""The cellar: errors, files, folders and messages that every room may use; it knows none of them."""
