"""One file a kind of document: its bytes to the words that were written, struck words and page furniture left out."""
