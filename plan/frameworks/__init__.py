"""Frameworks: areas of life that prompt a conversation, as data; more can be added without code."""
