"""Doors of the desk, a room a file. Each turns a request into queries or one service call and back."""
