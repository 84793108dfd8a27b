"""The Personal Outcomes Plan in plain Python; it must not know of any store, page or conversation
engine.
"""
