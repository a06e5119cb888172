"""What is not parsed: texts that are not about the United Nations Security Council, and paragraphs that do not count."""
