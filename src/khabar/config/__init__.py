"""Where everything meets: settings, addresses and the WSGI application."""
