"""How time limits are read in a text: cut into words, walk over them, keep what is found. Used by ``limit_text`` alone."""
