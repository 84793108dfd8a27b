"""Rasa graph components, one a module; each names what it needs and wraps pure functions of
`bot.nlu`.

`bot.engine.standins.install()` must have run before one of them is imported, as before any import
of Rasa.
"""
