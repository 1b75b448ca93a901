"""What all that runs in the browser shares: joining small script modules into one text, and a few of those modules."""
