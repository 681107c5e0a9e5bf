"""What people of a unit earned, answered and how long it took them: named, for whoever answers for the unit."""
