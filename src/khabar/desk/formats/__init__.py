"""How the desk writes dates where Django has no Arabic form of its own."""
