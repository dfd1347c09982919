"""Django's SQLite backend, storing JSON as readable UTF-8."""
