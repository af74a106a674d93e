"""Datasets in files: what each format holds, as arrays and a header."""
