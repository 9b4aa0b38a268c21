"""How the editor writes dates where Django's way is not that of an Arabic newsroom; one folder a language."""
