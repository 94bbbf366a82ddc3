"""Looking inside files from outside; runs in the sandbox child only, never in the web worker."""
