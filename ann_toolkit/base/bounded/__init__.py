"""Archives and array files from strangers: nothing is followed out of the file, and nothing fills the memory."""
