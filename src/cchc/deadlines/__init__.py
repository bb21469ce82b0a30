"""When a step is due, and why: calendars, counting, the clock, proofs. Pure: no file, no clock, no network."""
