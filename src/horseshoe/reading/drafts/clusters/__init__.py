"""From mentions to drafts: which of them name the same real draft."""
