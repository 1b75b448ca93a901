"""What all pages that train have in common: settings, the run, its curves, and the way into the debugger."""
