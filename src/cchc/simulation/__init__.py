"""What a process would take: its graph in order, its longest chain, its schedule on real calendars."""
