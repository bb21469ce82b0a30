"""Adapters: what other systems publish, read into the nouns of the model, and what is written for them."""
