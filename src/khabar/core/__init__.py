"""What two or more folders need: clock, fields, errors, database backend."""
