"""Pictures and pages for people, made from the library's values and from nothing else."""
