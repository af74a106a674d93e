"""The pages of ``docs/gallery.md``: each function is one picture or one table."""
