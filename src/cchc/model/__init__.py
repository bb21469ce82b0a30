"""The nouns: time limits, receipts, cut-offs, clock entries, procedures. Values only; nothing here counts a day."""
