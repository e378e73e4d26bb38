"""Is what was typed well formed? One module for each subject."""
